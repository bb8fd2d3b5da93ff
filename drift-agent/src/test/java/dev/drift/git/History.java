package dev.drift.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A bare repository with branches, written at once by `git fast-import`. A commit is an hour newer
/// than the one that was written before it.
final class History {
  private static final long BEGIN = 1_700_000_000;

  private final Path folder;
  private final StringBuilder stream = new StringBuilder();
  private final Map<String, Integer> marks = new HashMap<>();
  private final Random noise = new Random(7);
  private int commits;

  private History(Path folder) {
    this.folder = folder;
    GitRepo.run(Path.of("/"), "git", "init", "-q", "--bare", "-b", "main", folder.toString());
  }

  static History at(Path folder) {
    return new History(folder);
  }

  /// A branch that begins where another stands.
  History cut(String branch, String from) {
    marks.put(branch, mark(from));
    stream.append("reset refs/heads/%s\nfrom :%d\n\n".formatted(branch, mark(from)));
    return this;
  }

  /// Commits on a branch, each with a file of 2 kB that nothing compresses.
  History commit(String branch, int count) {
    for (int i = 0; i < count; i++) {
      commit(branch, List.of());
    }
    return this;
  }

  History merge(String branch, String other) {
    commit(branch, List.of(mark(other)));
    return this;
  }

  private void commit(String branch, List<Integer> others) {
    byte[] bytes = new byte[1000];
    noise.nextBytes(bytes);
    commits++;
    stream
        .append("commit refs/heads/%s\nmark :%d\n".formatted(branch, commits))
        .append("committer Test <test@example.com> %d +0000\n".formatted(date()))
        .append("data 1\nc\n");
    if (marks.containsKey(branch)) {
      stream.append("from :%d\n".formatted(mark(branch)));
    }
    others.forEach(other -> stream.append("merge :%d\n".formatted(other)));
    String content = java.util.HexFormat.of().formatHex(bytes);
    stream.append(
        "M 100644 inline f%d\ndata %d\n%s\n".formatted(commits, content.length(), content));
    marks.put(branch, commits);
  }

  private long date() {
    return BEGIN + TimeUnit.HOURS.toSeconds(commits);
  }

  private int mark(String branch) {
    Integer mark = marks.get(branch);
    if (mark == null) {
      throw new IllegalArgumentException("no commit on " + branch);
    }
    return mark;
  }

  /// Writes what was said since the last time.
  History write() {
    try {
      Path file = Files.createTempFile(folder, "import", "");
      Files.writeString(file, stream.toString(), StandardCharsets.UTF_8);
      GitRepo.run(
          folder,
          "sh",
          "-c",
          "git fast-import --quiet --force --import-marks-if-exists=marks --export-marks=marks <"
              + file);
      Files.delete(file);
      stream.setLength(0);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  History git(String... arguments) {
    run(arguments);
    return this;
  }

  String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return GitRepo.run(folder, command.toArray(String[]::new));
  }
}
