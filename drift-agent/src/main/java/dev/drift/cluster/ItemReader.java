package dev.drift.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.json.JsonReader;
import dev.drift.model.ApiKind;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Value;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads objects of one kind: fills in apiVersion and kind, which the items of a LIST lack, and
/// takes `managedFields` out, which are half of its bytes.
final class ItemReader {
  private final ApiKind kind;
  private final Sharing sharing;
  private final Value apiVersion;
  private final Value kindName;

  ItemReader(ApiKind kind, Sharing sharing) {
    this.kind = kind;
    this.sharing = sharing;
    apiVersion = Value.of(kind.apiVersion());
    kindName = Value.of(kind.kind());
  }

  /// The object whose brace the parser stands on; leaves it on the closing one.
  LiveResource read(JsonParser parser) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("apiVersion", apiVersion);
    fields.put("kind", kindName);
    List<FieldOwner> owners = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "apiVersion", "kind" -> parser.skipChildren();
        case "metadata" -> {
          if (token == JsonToken.START_OBJECT) {
            fields.put(name, metadata(parser, owners));
          }
        }
        default -> fields.put(name, JsonReader.value(parser));
      }
    }
    Value.Obj content = new Value.Obj(fields);
    Value.Obj metadata = content.object("metadata");
    String namespace = kind.namespaced() ? metadata.text("namespace").orElse("") : "";
    ResourceId id =
        new ResourceId(
            kind.groupKind(),
            namespace,
            metadata.text("name").orElseThrow(() -> new IOException("an item has no name")));
    return new LiveResource(new ResourceRef(kind.apiVersion(), id), content, owners);
  }

  private Value.Obj metadata(JsonParser parser, List<FieldOwner> owners) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("managedFields") && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          if (JsonReader.value(parser) instanceof Value.Obj entry) {
            owners.add(owner(entry));
          }
        }
      } else {
        fields.put(name, JsonReader.value(parser));
      }
    }
    return new Value.Obj(fields);
  }

  private FieldOwner owner(Value.Obj entry) {
    return new FieldOwner(
        sharing.text(entry.text("manager").orElse("")),
        sharing.text(entry.text("operation").orElse("")),
        entry.text("time").flatMap(ItemReader::time),
        sharing.text(entry.text("subresource").orElse("")),
        sharing.fields(entry.object("fieldsV1")));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
