package dev.drift.report.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.finding.text.OneLine;
import dev.drift.json.JsonOutput;
import dev.drift.model.Problem;
import dev.drift.model.Sha256;
import dev.drift.report.view.FindingSite;
import dev.drift.report.view.FindingSummary;
import java.io.IOException;
import java.io.OutputStream;

/// The report `codequality` of GitLab CI, which a merge request shows as a list and beside its
/// lines. See <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.
public final class GitlabCodeQuality {
  /// What could not be seen has no file; GitLab demands one.
  private static final String NO_FILE = "cluster";

  private GitlabCodeQuality() {}

  /// Leaves the stream open.
  ///
  /// @param failOn as given to [Report#exitCode]
  /// @throws IOException if the output breaks
  public static void write(Report report, FailOn failOn, OutputStream stream) throws IOException {
    try (JsonGenerator out = JsonOutput.indented(stream)) {
      out.writeStartArray();
      for (Finding finding : report.fresh()) {
        FindingSummary summary = FindingSummary.of(finding, report.sides());
        FindingSite site = FindingSite.of(finding);
        write(
            summary.title() + ": " + summary.text(),
            finding.rule(),
            finding.fingerprint(),
            severity(finding.severity()),
            OneLine.of(site.file()),
            site.line().orElse(1),
            out);
      }
      for (Coverage.Entry gap : report.coverage().gaps(failOn.needs())) {
        writeUnseen("not-read", gap.reason(), NO_FILE, 1, out);
      }
      for (Problem problem : report.problems()) {
        if (problem.code().type() != Problem.Type.NOTE) {
          writeUnseen(
              "problem",
              problem.message(),
              problem.place().map(it -> it.file()).orElse(NO_FILE),
              problem.place().map(it -> Math.max(1, it.line())).orElse(1),
              out);
        }
      }
      out.writeEndArray();
      out.writeRaw('\n');
    }
  }

  private static void writeUnseen(
      String check, String text, String file, int line, JsonGenerator out) throws IOException {
    String said = OneLine.of(text);
    write(said, check, Sha256.hex(check + file + said), "major", OneLine.of(file), line, out);
  }

  private static void write(
      String description,
      String check,
      String fingerprint,
      String severity,
      String file,
      int line,
      JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("description", description);
    out.writeStringField("check_name", check);
    out.writeStringField("fingerprint", fingerprint);
    out.writeStringField("severity", severity);
    out.writeObjectFieldStart("location");
    out.writeStringField("path", file);
    out.writeObjectFieldStart("lines");
    out.writeNumberField("begin", line);
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "blocker";
      case HIGH -> "critical";
      case MEDIUM -> "major";
      case LOW -> "minor";
      case INFO -> "info";
    };
  }
}
