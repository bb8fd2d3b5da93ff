package dev.drift.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.json.JsonOutput;
import dev.drift.report.view.ReportView;
import dev.drift.report.view.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Writes a report as one HTML file. It holds the report as JSON, and a script that makes text of
/// it: nothing of a report is ever HTML. The page may load nothing, send nothing, and run no other
/// script than its own.
public final class HtmlReport {
  private static final String SCRIPT = "page.js";

  private HtmlReport() {}

  /// Leaves the stream open.
  ///
  /// @param timeline of the target; empty without a store
  /// @param failOn as given to [Report#exitCode]
  /// @throws IOException if the output breaks
  public static void write(
      Report report, Optional<Timeline> timeline, FailOn failOn, OutputStream stream)
      throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator out = JsonOutput.onOneLine(json)) {
      out.writeStartObject();
      out.writeFieldName("report");
      PageData.write(ReportView.of(report, failOn), out);
      out.writeObjectFieldStart("timeline");
      TimelineData.write(timeline, out);
      out.writeEndObject();
      out.writeEndObject();
    }
    stream.write(
        PageTemplate.filled(json.toString(UTF_8), PageTemplate.policy("'none'", SCRIPT), SCRIPT)
            .getBytes(UTF_8));
  }
}
