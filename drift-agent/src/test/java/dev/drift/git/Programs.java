package dev.drift.git;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the programs that tests run.
final class Programs {
  /// A user's PATH often lacks the folders of servers.
  private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin");

  private Programs() {}

  /// @throws MissingProgram for the first that this machine lacks
  static void require(String... programs) {
    for (String program : programs) {
      find(program);
    }
  }

  /// The absolute path, as sshd wants to be started by.
  static Path find(String program) {
    return find(program, Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  static Path find(String program, String path) {
    return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), SERVERS.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toAbsolutePath)
        .findFirst()
        .orElseThrow(() -> new MissingProgram(program));
  }

  /// Has no stack trace: the sentence says what to do, and the place in the test does not matter.
  static final class MissingProgram extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingProgram(String program) {
      super(
          "This test needs %s: run `sh tools/test-packages.sh`.".formatted(program),
          null,
          false,
          false);
    }
  }
}
