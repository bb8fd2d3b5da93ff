package dev.drift.cli.option;

import static java.util.Objects.requireNonNull;

import dev.drift.report.ReportFormat;
import java.nio.file.Path;
import java.util.Optional;

/// A report in a format, and where it goes.
///
/// @param file empty for standard output
public record ReportDestination(ReportFormat format, Optional<Path> file) {
  public ReportDestination {
    requireNonNull(format, "format is null");
    requireNonNull(file, "file is null");
  }
}
