package dev.drift.kubernetes.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.drift.json.JsonReader;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Fields;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads objects of one kind: fills in apiVersion and kind, which the items of a LIST lack, and
/// takes `managedFields` out, which are half of its bytes.
final class ItemReader {
  private static final Value TOO_DEEP =
      Value.of("a value in it is nested more than %d levels deep".formatted(JsonReader.DEEPEST));

  private final ApiKind kind;
  private final Arrival arrival;
  private final Interner interner;
  private final Value apiVersion;
  private final Value kindName;

  ItemReader(ApiKind kind, Arrival arrival) {
    this.kind = kind;
    this.arrival = arrival;
    this.interner = arrival.interner();
    apiVersion = Value.of(kind.apiVersion());
    kindName = Value.of(kind.kind());
  }

  /// The object whose brace the parser stands on; leaves it on the closing one.
  LiveResource read(JsonParser parser) throws IOException {
    Fields fields = new Fields();
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
        default -> {
          Optional<Value> value = unlessTooDeep(parser);
          fields.put(value.isPresent() ? name : LiveResource.UNREAD, value.orElse(TOO_DEEP));
        }
      }
    }
    Value.Obj content = fields.object();
    Value.Obj metadata = content.object("metadata");
    String namespace = kind.namespaced() ? metadata.text("namespace").orElse("") : "";
    ResourceId id =
        new ResourceId(
            kind.groupKind(),
            namespace,
            metadata.text("name").orElseThrow(() -> new IOException("an item has no name")));
    return arrival.received(
        new LiveResource(new ResourceRef(kind.apiVersion(), id), content, owners));
  }

  /// Nothing of a value that is nested too deeply, which the parser has left then all the same.
  private static Optional<Value> unlessTooDeep(JsonParser parser) throws IOException {
    int depth = parser.getParsingContext().getNestingDepth();
    boolean nests = parser.currentToken().isStructStart();
    try {
      return Optional.of(JsonReader.value(parser));
    } catch (StreamConstraintsException e) {
      if (!nests) {
        throw e;
      }
      while (parser.getParsingContext().getNestingDepth() >= depth) {
        parser.nextToken();
      }
      return Optional.empty();
    }
  }

  private Value.Obj metadata(JsonParser parser, List<FieldOwner> owners) throws IOException {
    Fields fields = new Fields();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("managedFields") && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          owners.add(owner(parser));
        }
      } else {
        fields.put(name, JsonReader.value(parser));
      }
    }
    return fields.object();
  }

  private FieldOwner owner(JsonParser parser) throws IOException {
    String manager = "";
    String operation = "";
    String subresource = "";
    Optional<Instant> time = Optional.empty();
    Value.Obj fields = Value.Obj.EMPTY;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT && name.equals("fieldsV1")) {
        fields = interner.fieldSet(parser);
      } else if (token == JsonToken.VALUE_STRING) {
        String text = parser.getText();
        switch (name) {
          case "manager" -> manager = interner.text(text);
          case "operation" -> operation = interner.text(text);
          case "subresource" -> subresource = interner.text(text);
          case "time" -> time = interner.time(text);
          default -> {} // apiVersion and fieldsType say nothing new.
        }
      } else {
        parser.skipChildren();
      }
    }
    return new FieldOwner(manager, operation, time, subresource, fields);
  }
}
