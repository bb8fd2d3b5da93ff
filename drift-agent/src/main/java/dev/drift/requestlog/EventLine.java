package dev.drift.requestlog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.attribute.LoggedRequest;
import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads one line. Most lines are of requests that only read: those are skipped as soon as their
/// verb is known, which precedes their bodies.
final class EventLine {
  private EventLine() {}

  /// @throws IOException if the line is not an audit event
  static Optional<LoggedRequest> read(byte[] line) throws IOException {
    return event(line).flatMap(LoggedRequest::of);
  }

  /// The same, with what distinguishes it from others.
  ///
  /// @throws IOException if the line is not an audit event
  static Optional<AuditedWrite> readWrite(byte[] line) throws IOException {
    return event(line).flatMap(AuditedWrite::of);
  }

  /// Empty if the request only read.
  private static Optional<Value.Obj> event(byte[] line) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    try (JsonParser parser = JsonReader.TRUSTED_FACTORY.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        Value value = JsonReader.value(parser);
        if (value instanceof Value.Str(String text) && !LoggedRequest.mayMatter(name, text)) {
          return Optional.empty();
        }
        fields.put(name, value);
      }
    }
    Value.Obj event = new Value.Obj(fields);
    boolean known =
        event.text("kind").equals(Optional.of("Event"))
            && event.text("apiVersion").orElse("").startsWith("audit.k8s.io/");
    if (!known) {
      throw new IOException("not an audit event");
    }
    return Optional.of(event);
  }
}
