package dev.drift.report;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.text.TextReport;
import dev.drift.report.text.TextStyle;
import dev.drift.report.view.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/// `-o text`: for people at a terminal.
final class TextFormat implements ReportFormat {
  @Override
  public String name() {
    return "text";
  }

  @Override
  public Optional<String> fileExtension() {
    return Optional.empty();
  }

  @Override
  public boolean isForPrograms() {
    return false;
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
    out.write(TextReport.of(report, failOn, style).getBytes(charset));
  }
}
