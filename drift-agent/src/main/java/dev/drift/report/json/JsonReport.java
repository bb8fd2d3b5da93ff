package dev.drift.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.finding.Sides;
import dev.drift.json.JsonOutput;
import dev.drift.model.Cluster;
import dev.drift.model.Verdict;
import dev.drift.model.scope.Source;
import dev.drift.report.view.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// Writes reports as JSON, in the form that `docs/report.schema.json` describes. The same report
/// gives the same bytes.
public final class JsonReport {
  /// Names the form; it changes when a program that reads reports would have to.
  public static final String API_VERSION = "drift.dev/v1";

  private JsonReport() {}

  /// Leaves the stream open.
  ///
  /// @param failOn as given to [Report#exitCode]
  /// @throws IOException if the output breaks
  public static void write(Report report, FailOn failOn, OutputStream stream) throws IOException {
    try (JsonGenerator out = JsonOutput.indented(stream)) {
      out.writeStartObject();
      out.writeStringField("apiVersion", API_VERSION);
      out.writeStringField("kind", "Report");
      writeRun(report.run(), out);
      writeSides(report.sides(), out);
      writeSources(report.sources(), out);
      out.writeFieldName("cluster");
      if (report.cluster().isPresent()) {
        writeCluster(report.cluster().get(), out);
      } else {
        out.writeNull();
      }
      JsonCoverage.write(report.coverage(), report.complete(failOn), out);
      writeSummary(Summary.of(report), out);
      JsonLists.writeResources(report, out);
      out.writeArrayFieldStart("findings");
      for (Finding finding : report.findings()) {
        JsonFinding.write(
            finding, Optional.ofNullable(report.accepted().get(finding.fingerprint())), out);
      }
      out.writeEndArray();
      JsonLists.writeExplained(report, out);
      JsonLists.writeIgnored(report, out);
      JsonLists.writeOwnedElsewhere(report, out);
      JsonLists.writeOutOfScope(report, out);
      JsonLists.writeSkipped(report, out);
      JsonLists.writeProblems(report, out);
      out.writeEndObject();
      out.writeRaw('\n');
    }
  }

  private static void writeSides(Sides sides, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("sides");
    out.writeStringField("expected", sides.expected());
    out.writeStringField("judged", sides.judged());
    out.writeEndObject();
  }

  private static void writeRun(Report.Run run, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("run");
    out.writeStringField("id", run.id());
    out.writeStringField("startedAt", run.startedAt().toString());
    out.writeStringField("finishedAt", run.finishedAt().toString());
    out.writeStringField("version", run.version());
    out.writeEndObject();
  }

  /// The field `sources`, with one entry for each path of each source.
  public static void writeSources(List<Source> sources, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("sources");
    for (Source source : sources) {
      List<String> paths = source.paths().isEmpty() ? List.of(".") : source.paths();
      for (String path : paths) {
        out.writeStartObject();
        out.writeStringField("name", source.name());
        out.writeStringField("repo", source.repo());
        JsonFields.writeOptional("revision", source.revision(), out);
        JsonFields.writeOptional("commit", source.commit(), out);
        out.writeStringField("path", path);
        out.writeStringField("renderer", source.renderer());
        out.writeStringField("scope", source.scope().label());
        out.writeArrayFieldStart("uncommitted");
        for (String file : source.uncommitted()) {
          out.writeString(file);
        }
        out.writeEndArray();
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }

  /// An object.
  public static void writeCluster(Cluster cluster, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("server", cluster.server());
    out.writeStringField("version", cluster.version());
    out.writeStringField("context", cluster.context());
    out.writeStringField("uid", cluster.uid());
    out.writeEndObject();
  }

  /// The field `summary`.
  public static void writeSummary(Summary summary, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("summary");
    out.writeNumberField("resources", summary.resources());
    out.writeNumberField("inSync", summary.count(Verdict.IN_SYNC));
    out.writeNumberField(
        "drifted", summary.count(Verdict.DRIFTED) + summary.count(Verdict.NEEDS_RECREATE));
    out.writeNumberField("missing", summary.count(Verdict.MISSING));
    out.writeNumberField("unmanaged", summary.count(Verdict.UNMANAGED));
    out.writeNumberField("unknown", summary.count(Verdict.UNKNOWN));
    out.writeNumberField("invalid", summary.count(Verdict.INVALID_DESIRED));
    out.writeNumberField("completed", summary.count(Verdict.COMPLETED));
    out.writeNumberField("pending", summary.count(Verdict.PENDING));
    out.writeNumberField("ownedElsewhere", summary.ownedElsewhere());
    out.writeNumberField("drift", summary.driftFindings());
    out.writeNumberField("posture", summary.postureFindings());
    out.writeNumberField("accepted", summary.accepted());
    out.writeObjectFieldStart("bySeverity");
    for (Severity severity : Severity.values()) {
      out.writeNumberField(severity.label(), summary.drift().getOrDefault(severity, 0));
    }
    out.writeEndObject();
    out.writeEndObject();
  }
}
