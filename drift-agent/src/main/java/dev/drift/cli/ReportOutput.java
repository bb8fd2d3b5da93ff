package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.cli.console.ColorChoice;
import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.OutputOptions;
import dev.drift.cli.option.ReportDestination;
import dev.drift.files.AtomicFile;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.report.ReportFormat;
import dev.drift.report.text.TextStyle;
import dev.drift.report.view.Timeline;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Writes a report to where the flags say.
final class ReportOutput {
  private final Console console;
  private final OutputOptions options;
  private final CommonOptions common;

  ReportOutput(Console console, OutputOptions options, CommonOptions common) {
    this.console = console;
    this.options = options;
    this.common = common;
  }

  /// Whether any of the reports shows what the store knows of the past.
  boolean showsTimeline() {
    return options.format().showsTimeline()
        || options.files().stream().anyMatch(it -> it.format().showsTimeline());
  }

  /// @throws DriftException if it cannot be written
  void write(Report report, FailOn failOn) {
    write(report, Optional.empty(), failOn);
  }

  /// @param timeline empty without a store, or if no format shows it
  /// @throws DriftException if it cannot be written
  void write(Report report, Optional<Timeline> timeline, FailOn failOn) {
    for (ReportDestination each : options.files()) {
      writeFile(report, timeline, failOn, each.format(), each.file().orElseThrow());
    }
    writeStandardOutput(report, timeline, failOn);
    if (options.format().isForPrograms()) {
      ErrorLines.print(report.problems(), console.err());
    }
  }

  private void writeFile(
      Report report, Optional<Timeline> timeline, FailOn failOn, ReportFormat format, Path file) {
    boolean color = options.color() == ColorChoice.ALWAYS;
    TextStyle style =
        new TextStyle(color, TextStyle.PLAIN.width(), TextStyle.PLAIN.unicode(), common.verbose());
    try {
      AtomicFile.write(file, out -> format.write(report, timeline, failOn, style, UTF_8, out));
    } catch (IOException e) {
      throw failed("the report could not be written to " + file, e);
    }
  }

  private void writeStandardOutput(Report report, Optional<Timeline> timeline, FailOn failOn) {
    TextStyle style = console.style(options.color(), common.verbose());
    try {
      OutputStream out = new BufferedOutputStream(console.out(), 1 << 16);
      options.format().write(report, timeline, failOn, style, console.charset(), out);
      out.flush();
    } catch (IOException e) {
      // The reader may have seen enough, as `head` does.
      if (!console.outIsPipe().getAsBoolean()) {
        throw failed("the report could not be written to standard output", e);
      }
    }
  }

  private static DriftException failed(String what, IOException e) {
    String why = e instanceof java.nio.file.AccessDeniedException ? "no permission" : "";
    String reason = why.isEmpty() ? String.valueOf(e.getMessage()) : why;
    return new DriftException(Problem.of(Problem.Code.OUTPUT_FAILED, what + ": " + reason), e);
  }
}
