package dev.drift.report;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.text.TextStyle;
import dev.drift.report.view.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/// A format that programs read: in UTF-8, and the same everywhere.
///
/// @param fileExtension empty if files with this format have no name of their own
record ProgramFormat(String name, Optional<String> fileExtension, Writer writer)
    implements ReportFormat {
  /// Writes a report and leaves the stream open.
  @FunctionalInterface
  interface Writer {
    /// @throws IOException if the output breaks
    void write(Report report, FailOn failOn, OutputStream out) throws IOException;
  }

  ProgramFormat {
    requireNonNull(name, "name is null");
    requireNonNull(fileExtension, "fileExtension is null");
    requireNonNull(writer, "writer is null");
  }

  ProgramFormat(String name, String fileExtension, Writer writer) {
    this(name, Optional.of(fileExtension), writer);
  }

  ProgramFormat(String name, Writer writer) {
    this(name, Optional.empty(), writer);
  }

  @Override
  public boolean isForPrograms() {
    return true;
  }

  @Override
  public void write(
      Report report,
      Optional<Timeline> timeline,
      FailOn failOn,
      TextStyle style,
      Charset charset,
      OutputStream out)
      throws IOException {
    writer.write(report, failOn, out);
  }
}
