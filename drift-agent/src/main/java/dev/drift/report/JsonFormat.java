package dev.drift.report;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.json.JsonReport;
import dev.drift.report.text.TextStyle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/// `-o json`: the whole report, always in UTF-8.
final class JsonFormat implements ReportFormat {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public Optional<String> fileExtension() {
    return Optional.of(".json");
  }

  @Override
  public boolean isForPrograms() {
    return true;
  }

  @Override
  public void write(
      Report report, FailOn failOn, TextStyle style, Charset charset, OutputStream out)
      throws IOException {
    JsonReport.write(report, failOn, out);
  }
}
