package dev.drift.report;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.text.TextStyle;
import dev.drift.report.view.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/// A format in which a report can be written. [ReportFormats] lists all.
///
/// A format for people prints a [dev.drift.report.view.ReportView]; one for programs prints the
/// [Report], and takes its counts from [dev.drift.report.view.Summary].
public interface ReportFormat {
  /// The name in flags: lower-case letters, digits and hyphens.
  String name();

  /// The end of the names of files that always have this format, such as `.json`; empty if there is
  /// none.
  Optional<String> fileExtension();

  /// Whether programs read it; people then find problems on standard error.
  boolean isForPrograms();

  /// Whether it shows what the store knows of the past.
  default boolean showsTimeline() {
    return false;
  }

  /// Leaves the stream open.
  ///
  /// @param timeline of the target, for a format that shows it; empty without a store
  /// @param failOn as given to [Report#exitCode]
  /// @param style how it is to look; a format for programs looks the same everywhere
  /// @param charset of the reader; a format that prescribes one uses that
  /// @throws IOException if the output breaks
  void write(
      Report report,
      Optional<Timeline> timeline,
      FailOn failOn,
      TextStyle style,
      Charset charset,
      OutputStream out)
      throws IOException;

  /// The same without the past of the target.
  ///
  /// @throws IOException if the output breaks
  default void write(
      Report report, FailOn failOn, TextStyle style, Charset charset, OutputStream out)
      throws IOException {
    write(report, Optional.empty(), failOn, style, charset, out);
  }
}
