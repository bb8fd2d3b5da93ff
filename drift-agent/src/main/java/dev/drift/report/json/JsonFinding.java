package dev.drift.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.json.JsonWriter;
import dev.drift.model.Change;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Location;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Saying;
import dev.drift.model.value.Path;
import dev.drift.secret.Shown;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A finding as JSON. Drift and posture have the same fields; a posture has no change, nothing
/// desired and nobody to attribute it to.
public final class JsonFinding {
  private static final Attribution.Request NOBODY = new Attribution.Request("", "", "", "");

  private JsonFinding() {}

  /// An object.
  ///
  /// @param accepted what a baseline says of it; empty if none accepts it
  public static void write(Finding finding, Optional<Report.Accepted> accepted, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    writeFields(finding, out);
    if (accepted.isPresent()) {
      out.writeObjectFieldStart("accepted");
      out.writeStringField("reason", accepted.get().reason());
      out.writeStringField("owner", accepted.get().owner());
      out.writeStringField("expires", accepted.get().expires().toString());
      out.writeEndObject();
    } else {
      out.writeNullField("accepted");
    }
    out.writeEndObject();
  }

  private static void writeFields(Finding finding, JsonGenerator out) throws IOException {
    switch (finding) {
      case Finding.Drift drift ->
          write(
              drift,
              "drift",
              Optional.of(drift.change()),
              drift.desired(),
              drift.live(),
              drift.with(),
              drift.attribution(),
              out);
      case Finding.Posture posture ->
          write(
              posture,
              "posture",
              Optional.empty(),
              new Shown.Absent(),
              posture.live(),
              List.of(),
              Attribution.UNKNOWN,
              out);
    }
  }

  private static void write(
      Finding finding,
      String kind,
      Optional<Change> change,
      Shown desired,
      Shown live,
      List<Path> with,
      Attribution attribution,
      JsonGenerator out)
      throws IOException {
    out.writeStringField("kind", kind);
    out.writeStringField("fingerprint", finding.fingerprint());
    out.writeStringField("rule", finding.rule());
    out.writeStringField("category", finding.category().label());
    out.writeStringField("severity", finding.severity().label());
    JsonFields.writeOptional("change", change.map(Change::name), out);
    JsonFields.writeResource(finding.resource(), out);
    out.writeStringField("path", finding.path().toString());
    writeSide(
        "desired", desired, isWhole(finding) && change.equals(Optional.of(Change.MISSING)), out);
    writeSide("live", live, isWhole(finding) && !change.equals(Optional.of(Change.MISSING)), out);
    out.writeArrayFieldStart("with");
    for (Path path : with) {
      out.writeString(path.toString());
    }
    out.writeEndArray();
    out.writeStringField("message", finding.message());
    out.writeStringField("remedy", finding.remedy());
    JsonFields.writeOptional("command", finding.command(), out);
    writeOrigin(finding.origin(), out);
    writeAttribution(attribution, out);
  }

  private static boolean isWhole(Finding finding) {
    return finding.path().isRoot();
  }

  /// @param present whether it is a whole object, which is there and not written out
  private static void writeSide(String name, Shown shown, boolean present, JsonGenerator out)
      throws IOException {
    if (present && shown instanceof Shown.Absent) {
      out.writeObjectFieldStart(name);
      out.writeBooleanField("present", true);
      out.writeEndObject();
    } else {
      writeShown(name, shown, out);
    }
  }

  private static void writeShown(String name, Shown shown, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(name);
    switch (shown) {
      case Shown.Plain plain -> {
        out.writeFieldName("value");
        JsonWriter.write(plain.value(), out);
      }
      case Shown.Masked(String mask, String keyId) -> {
        out.writeStringField("masked", mask);
        out.writeStringField("keyId", keyId);
      }
      case Shown.Absent() -> out.writeBooleanField("absent", true);
    }
    out.writeEndObject();
  }

  private static void writeOrigin(Optional<Location> origin, JsonGenerator out) throws IOException {
    if (origin.isEmpty()) {
      out.writeNullField("origin");
      return;
    }
    out.writeObjectFieldStart("origin");
    if (origin.get().place().isPresent()) {
      Place place = origin.get().place().get();
      out.writeStringField("file", place.file());
      out.writeNumberField("line", place.line());
      out.writeNumberField("column", place.column());
    } else {
      out.writeNullField("file");
      out.writeNullField("line");
      out.writeNullField("column");
    }
    if (origin.get() instanceof Generated generated) {
      Optional<Saying> saying = generated.saying();
      JsonFields.writeOptional("kind", saying.map(it -> it.kind().label()), out);
      JsonFields.writeOptional("key", saying.map(Saying::key).filter(it -> !it.isEmpty()), out);
      out.writeStringField("renderer", generated.renderer());
      out.writeArrayFieldStart("inputs");
      for (String input : generated.inputs()) {
        out.writeString(input);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void writeAttribution(Attribution attribution, JsonGenerator out)
      throws IOException {
    out.writeObjectFieldStart("attribution");
    out.writeStringField("manager", attribution.manager());
    out.writeStringField("operation", attribution.operation());
    Attribution.Request request = attribution.request().orElse(NOBODY);
    out.writeStringField("user", request.user());
    out.writeStringField("actingAs", request.actingAs());
    out.writeStringField("verb", request.verb());
    out.writeStringField("tool", request.tool());
    JsonFields.writeOptional("time", attribution.time().map(Instant::toString), out);
    out.writeStringField("confidence", attribution.confidence().name().toLowerCase(Locale.ROOT));
    out.writeEndObject();
  }
}
