package dev.drift.snapshot;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.Cluster;
import dev.drift.model.FieldOwner;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import dev.drift.owner.FactKeepingMask;
import dev.drift.secret.ObjectMask;
import dev.drift.secret.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes a snapshot: one line for each kind, object and document, sorted, so that two snapshots
/// of a cluster differ only if the cluster does.
public final class SnapshotWriter {
  private final Redactor redactor;
  private final ObjectMask mask;

  /// Whether the state was masked as it arrived.
  private boolean isMasked;

  /// By identity: objects share their sets of owned fields.
  private final IdentityHashMap<Value.Obj, Value.Obj> fieldSets = new IdentityHashMap<>();

  private SnapshotWriter(Redactor redactor) {
    this.redactor = redactor;
    this.mask = new FactKeepingMask(redactor);
  }

  /// The same state gives the same bytes. The stream stays open.
  ///
  /// @param redactor masks every object, so its key is the snapshot's
  public static void write(LiveState state, Redactor redactor, OutputStream stream)
      throws IOException {
    new SnapshotWriter(redactor).write(state, stream);
  }

  private void write(LiveState state, OutputStream stream) throws IOException {
    isMasked = state.keyId().equals(Optional.of(mask.keyId())) && state.maskLevel() == mask.level();
    try (JsonGenerator out = JsonReader.FACTORY.createGenerator(stream, JsonEncoding.UTF8)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.setPrettyPrinter(new LinePerEntry());
      out.writeStartObject();
      out.writeStringField("apiVersion", SnapshotReader.API_VERSION);
      out.writeStringField("kind", SnapshotReader.KIND);
      Cluster cluster = state.cluster();
      out.writeObjectFieldStart("cluster");
      out.writeStringField("server", cluster.server());
      out.writeStringField("version", cluster.version());
      out.writeStringField("context", cluster.context());
      out.writeStringField("uid", cluster.uid());
      out.writeEndObject();
      out.writeStringField("takenAt", state.takenAt().toString());
      out.writeStringField("keyId", redactor.keyId());
      if (redactor.level() != MaskLevel.DEFAULT) {
        out.writeStringField("mask", redactor.level().toString());
      }
      out.writeArrayFieldStart("kinds");
      for (ApiKind kind : state.kinds()) {
        write(kind, out);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("coverage");
      for (KindCoverage coverage : state.coverage()) {
        write(coverage, out);
      }
      out.writeEndArray();
      out.writeObjectFieldStart("openApi");
      for (Map.Entry<String, Value.Obj> document : new TreeMap<>(state.openApi()).entrySet()) {
        out.writeFieldName(document.getKey());
        JsonWriter.write(sorted(document.getValue()), out);
      }
      out.writeEndObject();
      out.writeArrayFieldStart("resources");
      for (LiveResource resource : state.resources().values()) {
        write(resource, out);
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeRaw('\n');
    }
  }

  private static void write(ApiKind kind, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("apiVersion", kind.apiVersion());
    out.writeStringField("kind", kind.kind());
    out.writeStringField("plural", kind.plural());
    out.writeBooleanField("namespaced", kind.namespaced());
    out.writeArrayFieldStart("aliases");
    for (String alias : kind.aliases()) {
      out.writeString(alias);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void write(KindCoverage coverage, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("apiVersion", coverage.apiVersion());
    out.writeStringField("kind", coverage.kind());
    out.writeStringField("status", coverage.status().name());
    out.writeNumberField("count", coverage.count());
    out.writeStringField("reason", redactor.text(coverage.reason()));
    out.writeEndObject();
  }

  private void write(LiveResource resource, JsonGenerator out) throws IOException {
    Map<Path, SecretFacts> places = new LinkedHashMap<>();
    Value.Obj masked = isMasked ? resource.content() : mask.object(resource).content();
    Value.Obj content = MaskFormat.toText(sorted(masked), places);
    out.writeStartObject();
    out.writeFieldName("content");
    JsonWriter.write(content, out);
    out.writeArrayFieldStart("masked");
    for (Path place : places.keySet()) {
      out.writeString(place.toString());
    }
    out.writeEndArray();
    places.values().removeIf(SecretFacts.NONE::equals);
    if (!places.isEmpty()) {
      out.writeFieldName("facts");
      JsonWriter.write(SecretFactsFormat.toObject(places), out);
    }
    out.writeArrayFieldStart("owners");
    for (FieldOwner owner : resource.owners()) {
      write(owner, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void write(FieldOwner owner, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("manager", owner.manager());
    out.writeStringField("operation", owner.operation());
    if (owner.time().isPresent()) {
      out.writeStringField("time", owner.time().map(Instant::toString).get());
    }
    out.writeStringField("subresource", owner.subresource());
    out.writeFieldName("fields");
    JsonWriter.write(
        fieldSets.computeIfAbsent(
            owner.fields(), fields -> sorted(isMasked ? fields : mask.fieldSet(fields))),
        out);
    out.writeEndObject();
  }

  private static Value.Obj sorted(Value.Obj object) {
    return (Value.Obj) sortedValue(object);
  }

  private static Value sortedValue(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> sorted = new TreeMap<>();
        fields.forEach((name, field) -> sorted.put(name, sortedValue(field)));
        yield new Value.Obj(sorted);
      }
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(SnapshotWriter::sortedValue).toList());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> value;
    };
  }
}
