package dev.drift.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What docs/deploy.md has its readers write and run.
final class DeployPage {
  private static final Path PAGE = Path.of("../docs/deploy.md");

  private DeployPage() {}

  /// The only block of code that starts with a line, such as the name of a file in a comment.
  static String block(String start) throws IOException {
    String[] parts = Files.readString(PAGE).split("```\\w+\n" + start + "\\b", -1);
    if (parts.length != 2) {
      throw new AssertionError("%d blocks start with %s".formatted(parts.length - 1, start));
    }
    return start + parts[1].substring(0, parts[1].indexOf("```"));
  }
}
