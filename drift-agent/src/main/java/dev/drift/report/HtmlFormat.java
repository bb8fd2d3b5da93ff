package dev.drift.report;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.html.HtmlReport;
import dev.drift.report.text.TextStyle;
import dev.drift.report.view.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/// `-o html`: a page for a browser, in UTF-8.
final class HtmlFormat implements ReportFormat {
  @Override
  public String name() {
    return "html";
  }

  @Override
  public Optional<String> fileExtension() {
    return Optional.of(".html");
  }

  @Override
  public boolean isForPrograms() {
    return true;
  }

  @Override
  public boolean showsTimeline() {
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
    HtmlReport.write(report, timeline, failOn, out);
  }
}
