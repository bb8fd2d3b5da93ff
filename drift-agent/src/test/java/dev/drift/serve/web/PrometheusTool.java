package dev.drift.serve.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Prometheus' own programs.
final class PrometheusTool {
  private PrometheusTool() {}

  /// @return the exit code, and what was printed
  static Said promtool(Path folder, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(find("promtool").toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var out = process.getOutputStream()) {
                    out.write(input.getBytes(UTF_8));
                  } catch (IOException _) {
                    // It has ended; its exit code says why.
                  }
                });
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    writer.join();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("promtool does not end");
    }
    return new Said(process.exitValue(), said);
  }

  record Said(int code, String text) {}

  static Path find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/usr/local/bin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "This test needs %s: run `sh tools/test-packages.sh`.".formatted(program)));
  }
}
