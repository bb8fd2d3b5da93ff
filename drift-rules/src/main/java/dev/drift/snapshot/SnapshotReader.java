package dev.drift.snapshot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.json.JsonReader;
import dev.drift.model.Cluster;
import dev.drift.model.FieldOwner;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a snapshot, entry by entry. It may come from anybody: all of it is checked, and no message
/// quotes a value.
public final class SnapshotReader {
  static final String API_VERSION = "drift.dev/v1";
  static final String KIND = "Snapshot";

  /// One copy of what thousands of objects have in common. Values are immutable.
  private final Map<String, String> texts = new HashMap<>();

  private final Map<Value.Obj, Value.Obj> fieldSets = new HashMap<>();
  private Value.Obj header = Value.Obj.EMPTY;
  private final List<ApiKind> kinds = new ArrayList<>();
  private final List<KindCoverage> coverage = new ArrayList<>();
  private final Map<ResourceId, LiveResource> resources = new LinkedHashMap<>();
  private final SortedMap<String, Value.Obj> openApi = new TreeMap<>();

  private SnapshotReader() {}

  /// @throws SnapshotFormatException if it is not a snapshot
  /// @throws IOException if it is not JSON or cannot be read
  public static LiveState read(InputStream in) throws IOException {
    return new SnapshotReader().readAll(in);
  }

  private LiveState readAll(InputStream in) throws IOException {
    try (JsonParser parser = JsonReader.FACTORY.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new SnapshotFormatException("it is not a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        section(name, parser);
      }
      if (parser.nextToken() != null) {
        throw new SnapshotFormatException("it has extra content after its end");
      }
    }
    return state();
  }

  private void section(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "apiVersion", "kind", "takenAt", "keyId", "mask", "cluster" -> {
        header = header.with(name, JsonReader.value(parser));
        checkType();
      }
      case "kinds" -> each(parser, entry -> kinds.add(kind(entry)));
      case "coverage" -> each(parser, entry -> coverage.add(coverage(entry)));
      case "resources" ->
          each(
              parser,
              entry -> {
                LiveResource resource = resource(entry);
                if (resources.put(resource.id(), resource) != null) {
                  throw new SnapshotFormatException(
                      "it contains %s twice".formatted(resource.id()));
                }
              });
      case "openApi" -> {
        if (JsonReader.value(parser) instanceof Value.Obj documents) {
          documents.fields().keySet().forEach(at -> openApi.put(at, documents.object(at)));
        }
      }
      default ->
          throw new SnapshotFormatException(
              "it has a section that this version of Drift does not know");
    }
  }

  /// As early as possible, so that another file is not read to its end.
  private void checkType() throws SnapshotFormatException {
    Optional<String> kind = header.text("kind");
    if (kind.isPresent() && !kind.get().equals(KIND)) {
      throw new SnapshotFormatException("it is not a Drift snapshot: its kind is not " + KIND);
    }
    Optional<String> apiVersion = header.text("apiVersion");
    if (kind.isPresent() && apiVersion.isPresent() && !apiVersion.get().equals(API_VERSION)) {
      throw new SnapshotFormatException(
          apiVersion.get().startsWith("drift.dev/")
              ? "it was written by another version of Drift; this version reads " + API_VERSION
              : "it is not a Drift snapshot");
    }
  }

  private LiveState state() throws SnapshotFormatException {
    Value.Obj head = header;
    if (head.text("kind").isEmpty() || head.text("apiVersion").isEmpty()) {
      throw new SnapshotFormatException("it is not a Drift snapshot");
    }
    Value.Obj cluster = head.object("cluster");
    return new LiveState(
        new Cluster(
            text(cluster, "server"),
            text(cluster, "version"),
            text(cluster, "context"),
            text(cluster, "uid")),
        instant(text(head, "takenAt")),
        kinds,
        coverage,
        Resources.of(resources.values()),
        openApi,
        Optional.of(text(head, "keyId")),
        level(head.text("mask").orElse("default")));
  }

  private static MaskLevel level(String name) throws SnapshotFormatException {
    for (MaskLevel level : MaskLevel.values()) {
      if (level.toString().equals(name)) {
        return level;
      }
    }
    throw new SnapshotFormatException("it uses a mask level that this version does not know");
  }

  /// What to do with an entry of a section.
  private interface EntryReader {
    void read(Value.Obj entry) throws SnapshotFormatException;
  }

  private static void each(JsonParser parser, EntryReader reader) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new SnapshotFormatException("one of its sections is not a list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!(JsonReader.value(parser) instanceof Value.Obj entry)) {
        throw new SnapshotFormatException("one of its entries is not an object");
      }
      reader.read(entry);
    }
  }

  private static ApiKind kind(Value.Obj entry) throws SnapshotFormatException {
    return new ApiKind(
        text(entry, "apiVersion"),
        text(entry, "kind"),
        text(entry, "plural"),
        entry.get("namespaced").filter(Value.of(true)::equals).isPresent(),
        aliases(entry));
  }

  /// Snapshots of earlier versions have none.
  private static List<String> aliases(Value.Obj entry) throws SnapshotFormatException {
    List<String> aliases = new ArrayList<>();
    for (Value item : entry.list("aliases")) {
      if (!(item instanceof Value.Str(String alias))) {
        throw new SnapshotFormatException("an alias of a kind is not a string");
      }
      aliases.add(alias);
    }
    return aliases;
  }

  private static KindCoverage coverage(Value.Obj entry) throws SnapshotFormatException {
    String status = text(entry, "status");
    for (KindCoverage.Status each : KindCoverage.Status.values()) {
      if (each.name().equals(status)) {
        int count =
            entry.get("count").orElse(Value.of(0)) instanceof Value.Num(java.math.BigDecimal number)
                ? number.intValue()
                : 0;
        return new KindCoverage(
            text(entry, "apiVersion"), text(entry, "kind"), each, count, text(entry, "reason"));
      }
    }
    throw new SnapshotFormatException("it contains a coverage entry with an unknown status");
  }

  private LiveResource resource(Value.Obj entry) throws SnapshotFormatException {
    Value.Obj content = entry.object("content");
    Map<Path, SecretFacts> places = new LinkedHashMap<>();
    Value.Obj facts = entry.object("facts");
    try {
      for (Value place : entry.list("masked")) {
        if (place instanceof Value.Str(String path)) {
          places.put(Path.parse(path), SecretFactsFormat.of(facts.object(path)));
        }
      }
      content = MaskFormat.fromText(content, places);
    } catch (IllegalArgumentException e) {
      throw new SnapshotFormatException("a value listed as masked is missing or is not a mask");
    }
    Value.Obj metadata = content.object("metadata");
    String apiVersion = text(content, "apiVersion");
    ResourceId id =
        new ResourceId(
            GroupKind.of(apiVersion, text(content, "kind")),
            metadata.text("namespace").orElse(""),
            text(metadata, "name"));
    List<FieldOwner> owners = new ArrayList<>();
    for (Value owner : entry.list("owners")) {
      if (owner instanceof Value.Obj object) {
        owners.add(owner(object));
      }
    }
    return new LiveResource(new ResourceRef(apiVersion, id), content, owners);
  }

  private FieldOwner owner(Value.Obj entry) throws SnapshotFormatException {
    Optional<String> time = entry.text("time");
    return new FieldOwner(
        interned(texts, text(entry, "manager")),
        interned(texts, text(entry, "operation")),
        time.isPresent() ? Optional.of(instant(time.get())) : Optional.empty(),
        interned(texts, text(entry, "subresource")),
        interned(fieldSets, entry.object("fields")));
  }

  private static <T> T interned(Map<T, T> pool, T value) {
    T first = pool.putIfAbsent(value, value);
    return first == null ? value : first;
  }

  private static String text(Value.Obj entry, String name) throws SnapshotFormatException {
    return entry
        .text(name)
        .orElseThrow(() -> new SnapshotFormatException("\"%s\" is missing".formatted(name)));
  }

  private static Instant instant(String text) throws SnapshotFormatException {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new SnapshotFormatException("it contains an invalid time");
    }
  }
}
