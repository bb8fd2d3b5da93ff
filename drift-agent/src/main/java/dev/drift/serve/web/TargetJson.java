package dev.drift.serve.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Report;
import dev.drift.report.json.JsonFields;
import dev.drift.report.json.JsonReport;
import dev.drift.report.view.Summary;
import dev.drift.serve.state.StaleKind;
import dev.drift.serve.state.TargetState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A target as JSON, without what other routes have of it.
final class TargetJson {
  private TargetJson() {}

  /// The fields of an object.
  static void write(TargetState target, JsonGenerator out) throws IOException {
    Optional<Report> report = target.report();
    JsonFields.writeOptional("id", Optional.of(target.id()).filter(it -> !it.isEmpty()), out);
    out.writeStringField("name", target.name());
    out.writeFieldName("cluster");
    if (report.flatMap(Report::cluster).isPresent()) {
      JsonReport.writeCluster(report.flatMap(Report::cluster).get(), out);
    } else {
      out.writeNull();
    }
    JsonReport.writeSources(report.map(Report::sources).orElse(List.of()), out);
    out.writeBooleanField("complete", target.complete());
    out.writeBooleanField("watching", target.watching());
    writeTime("lastCheck", target.lastCheck(), out);
    writeTime("lastUpdate", target.lastUpdate(), out);
    writeTime("nextCheck", target.nextCheck(), out);
    writeTime("runningSince", target.runningSince(), out);
    out.writeFieldName("failure");
    if (target.failure().isPresent()) {
      out.writeStartObject();
      out.writeStringField("since", target.failure().get().since().toString());
      out.writeStringField("sentence", target.failure().get().sentence());
      out.writeEndObject();
    } else {
      out.writeNull();
    }
    writeStale(target.stale(), out);
    out.writeNumberField("queued", target.queued());
    if (report.isPresent()) {
      JsonReport.writeSummary(Summary.of(report.get()), out);
    } else {
      out.writeNullField("summary");
    }
  }

  /// The field `stale`.
  static void writeStale(List<StaleKind> stale, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("stale");
    for (StaleKind kind : stale) {
      out.writeStartObject();
      out.writeStringField("apiVersion", kind.apiVersion());
      out.writeStringField("kind", kind.kind());
      out.writeStringField("since", kind.since().toString());
      out.writeStringField("reason", kind.reason());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeTime(String name, Optional<Instant> time, JsonGenerator out)
      throws IOException {
    JsonFields.writeOptional(name, time.map(Instant::toString), out);
  }
}
