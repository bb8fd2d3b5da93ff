package dev.drift.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Place;
import dev.drift.report.view.Sorted;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;

/// The lists of a JSON report beside its findings.
final class JsonLists {
  private JsonLists() {}

  static void writeResources(Report report, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("resources");
    for (Report.ResourceVerdict judged : report.resources()) {
      out.writeStartObject();
      JsonFields.writeIdentity(judged.resource(), out);
      out.writeStringField("verdict", judged.verdict().name());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeExplained(Report report, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("explained");
    for (Report.Explained explained : Sorted.explained(report.explained())) {
      out.writeStartObject();
      JsonFields.writeResource(explained.resource(), out);
      out.writeStringField("path", explained.path().toString());
      out.writeStringField("explanation", explained.explanation());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeIgnored(Report report, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("ignored");
    for (Report.Ignored ignored : Sorted.ignored(report.ignored())) {
      out.writeStartObject();
      JsonFields.writeResource(ignored.resource(), out);
      out.writeStringField("path", ignored.path().toString());
      out.writeStringField("policy", ignored.policy());
      out.writeStringField("reason", ignored.reason());
      out.writeStringField("owner", ignored.owner());
      JsonFields.writeOptional("expires", ignored.expires().map(LocalDate::toString), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeOwnedElsewhere(Report report, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("ownedElsewhere");
    for (Report.OwnedElsewhere owned : report.ownedElsewhere()) {
      out.writeStartObject();
      JsonFields.writeResource(owned.resource(), out);
      out.writeStringField("owner", owned.owner());
      out.writeStringField("evidence", owned.evidence());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeOutOfScope(Report report, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("outOfScope");
    for (Map.Entry<GroupKind, Integer> kind : report.outOfScope().entrySet()) {
      out.writeStartObject();
      out.writeStringField("group", kind.getKey().group());
      out.writeStringField("kind", kind.getKey().kind());
      out.writeNumberField("count", kind.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeSkipped(Report report, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("skipped");
    for (Skipped skipped : Sorted.skipped(report.skipped())) {
      out.writeStartObject();
      out.writeStringField("file", skipped.place().file());
      out.writeNumberField("line", skipped.place().line());
      out.writeStringField("reason", skipped.reason());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeProblems(Report report, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("problems");
    for (Problem problem : Sorted.problems(report.problems())) {
      out.writeStartObject();
      out.writeStringField("code", problem.code().name());
      out.writeStringField("message", problem.message());
      JsonFields.writeOptional("file", problem.place().map(Place::file), out);
      if (problem.place().isPresent()) {
        out.writeNumberField("line", problem.place().get().line());
      } else {
        out.writeNullField("line");
      }
      if (problem.resource().isPresent()) {
        JsonFields.writeResource(problem.resource().get(), out);
      } else {
        out.writeNullField("resource");
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
