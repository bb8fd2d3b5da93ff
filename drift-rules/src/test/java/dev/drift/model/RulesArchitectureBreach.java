package dev.drift.model;

import dev.drift.finding.Severity;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;

/// What a class of the engine must not be, so that a test can show that it would be noticed.
public record RulesArchitectureBreach(Path path, File file, Severity severity) {
  @Override
  public String toString() {
    System.out.println(severity);
    return Instant.now() + " " + path + file;
  }
}
