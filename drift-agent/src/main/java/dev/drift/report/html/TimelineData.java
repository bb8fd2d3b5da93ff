package dev.drift.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.report.view.Timeline;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// A timeline as JSON, as `page.js` reads it.
public final class TimelineData {
  private TimelineData() {}

  /// The fields of an object.
  ///
  /// @param timeline empty without a store
  public static void write(Optional<Timeline> timeline, JsonGenerator out) throws IOException {
    out.writeBooleanField("recorded", timeline.isPresent());
    writeTime("at", timeline.map(Timeline::at), out);
    writeTime("since", timeline.map(Timeline::since), out);
    out.writeNumberField("more", timeline.map(Timeline::more).orElse(0));
    out.writeArrayFieldStart("rows");
    if (timeline.isPresent()) {
      for (Timeline.Row row : timeline.get().rows()) {
        write(row, out);
      }
    }
    out.writeEndArray();
  }

  private static void write(Timeline.Row row, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", row.posture() ? "posture" : "drift");
    out.writeStringField("severity", row.severity().label());
    out.writeStringField("rule", row.rule());
    out.writeStringField("category", row.category().label());
    out.writeStringField("resource", row.resource().toString());
    out.writeStringField("path", row.path());
    out.writeStringField("message", row.message());
    out.writeStringField("attribution", row.attribution());
    writeTime("onset", Optional.of(row.onset()), out);
    writeTime("ended", row.ended(), out);
    writeTime("notSeenSince", row.unseenSince(), out);
    out.writeArrayFieldStart("acts");
    for (Timeline.Act act : row.acts()) {
      out.writeStartObject();
      writeTime("at", Optional.of(act.at()), out);
      out.writeStringField("action", act.action());
      out.writeStringField("outcome", act.outcome());
      out.writeStringField("sentence", act.sentence());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeTime(String name, Optional<Instant> time, JsonGenerator out)
      throws IOException {
    if (time.isPresent()) {
      out.writeStringField(name, time.get().toString());
    } else {
      out.writeNullField(name);
    }
  }
}
