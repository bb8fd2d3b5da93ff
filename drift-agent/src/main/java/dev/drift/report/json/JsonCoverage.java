package dev.drift.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Coverage;
import dev.drift.report.view.Sorted;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/// What a run saw and could not see, as JSON: one list for each sort of subject.
public final class JsonCoverage {
  private JsonCoverage() {}

  /// The field `coverage`.
  public static void write(Coverage coverage, boolean complete, JsonGenerator out)
      throws IOException {
    List<Coverage.Entry> entries = Sorted.entries(coverage.entries());
    out.writeObjectFieldStart("coverage");
    out.writeBooleanField("complete", complete);
    out.writeArrayFieldStart("kinds");
    for (Coverage.Entry entry : entries) {
      if (entry.subject() instanceof Coverage.Subject.Kind(String apiVersion, String kind)) {
        out.writeStartObject();
        out.writeStringField("apiVersion", apiVersion);
        out.writeStringField("kind", kind);
        writeState(entry, out);
        out.writeNumberField("count", entry.count());
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    out.writeArrayFieldStart("observers");
    for (Coverage.Entry entry : entries) {
      if (entry.subject() instanceof Coverage.Subject.Observer(String name)) {
        out.writeStartObject();
        out.writeStringField("name", name);
        writeState(entry, out);
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    out.writeArrayFieldStart("rules");
    for (Coverage.Entry entry : entries) {
      if (entry.subject() instanceof Coverage.Subject.Rules(SortedSet<String> codes)) {
        out.writeStartObject();
        out.writeArrayFieldStart("codes");
        for (String code : codes) {
          out.writeString(code);
        }
        out.writeEndArray();
        writeState(entry, out);
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    out.writeArrayFieldStart("files");
    for (Coverage.Entry entry : entries) {
      if (entry.subject() instanceof Coverage.Subject.Files(String path, String what)) {
        out.writeStartObject();
        out.writeStringField("path", path);
        out.writeStringField("what", what);
        writeState(entry, out);
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeState(Coverage.Entry entry, JsonGenerator out) throws IOException {
    out.writeStringField("status", entry.status().name());
    out.writeArrayFieldStart("needs");
    for (Coverage.Need need : entry.needs()) {
      out.writeString(need.name().toLowerCase(Locale.ROOT));
    }
    out.writeEndArray();
    out.writeStringField("reason", entry.reason());
  }
}
