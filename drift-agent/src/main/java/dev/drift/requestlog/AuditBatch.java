package dev.drift.requestlog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.attribute.LoggedRequest;
import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an API server's audit webhook sends: an EventList of `audit.k8s.io`.
///
/// @param writes the requests that changed something, in their order
/// @param others how many changed nothing
/// @param invalid how many items are not events
/// @param bytes that the writes took in the list; where that would be too much, they have no bodies
public record AuditBatch(List<AuditedWrite> writes, int others, int invalid, long bytes) {
  /// For the bodies of one list. API servers take objects of some 1.5 MiB.
  private static final long BODY_BYTES = 8L * 1024 * 1024;

  public AuditBatch {
    writes = List.copyOf(writes);
  }

  /// Reads it as it arrives: of an event that changed nothing, little is held.
  ///
  /// @throws IOException if it is not an EventList, or the stream breaks; the message quotes
  /// nothing
  public static AuditBatch read(InputStream in) throws IOException {
    Reader reader = new Reader();
    try (JsonParser parser = JsonReader.TRUSTED_FACTORY.createParser(in)) {
      reader.list(parser);
    }
    if (!reader.kind.equals("EventList") || !reader.apiVersion.startsWith("audit.k8s.io/")) {
      throw new IOException("not an EventList of audit.k8s.io");
    }
    return new AuditBatch(reader.writes, reader.others, reader.invalid, reader.bytes);
  }

  private static final class Reader {
    private String kind = "";
    private String apiVersion = "";
    private final List<AuditedWrite> writes = new ArrayList<>();
    private int others;
    private int invalid;
    private long bytes;

    private void list(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw new IOException("the JSON ends too early");
        }
        switch (name) {
          case "kind" -> kind = parser.getText();
          case "apiVersion" -> apiVersion = parser.getText();
          case "items" -> items(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private void items(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw new IOException("items is not a list");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          item(parser);
        } else if (parser.currentToken() == null) {
          throw new IOException("the JSON ends too early");
        } else {
          parser.skipChildren();
          invalid++;
        }
      }
    }

    private void item(JsonParser parser) throws IOException {
      long start = parser.currentTokenLocation().getByteOffset();
      Optional<Value.Obj> event = event(parser);
      if (event.isEmpty()) {
        others++;
        return;
      }
      if (AuditedWrite.id(event.get()).isEmpty()) {
        invalid++;
        return;
      }
      Optional<AuditedWrite> write = AuditedWrite.of(event.get());
      if (write.isEmpty()) {
        others++;
        return;
      }
      long size = parser.currentLocation().getByteOffset() - start;
      boolean room = bytes + size <= BODY_BYTES;
      bytes += room ? size : 0;
      writes.add(room ? write.get() : write.get().with(Optional.empty()));
    }

    /// Empty as soon as it is known that it changed nothing.
    private static Optional<Value.Obj> event(JsonParser parser) throws IOException {
      Map<String, Value> fields = new LinkedHashMap<>();
      boolean matters = true;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken() == null) {
          throw new IOException("the JSON ends too early");
        }
        if (!matters) {
          parser.skipChildren();
          continue;
        }
        Value value = JsonReader.value(parser);
        matters = !(value instanceof Value.Str(String text)) || LoggedRequest.mayMatter(name, text);
        fields.put(name, value);
      }
      return matters ? Optional.of(new Value.Obj(fields)) : Optional.empty();
    }
  }
}
