package dev.drift.kubernetes.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.json.JsonReader;
import dev.drift.kubernetes.read.ObjectReader;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.secret.ObjectMask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads the events of one watch response, one after the other: see
/// <https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes>.
///
/// Each event is read by a parser of its own: one that waits for the next event would still have
/// the last one in its buffers, which may be secret.
final class WatchStream implements AutoCloseable {
  private final InputStream body;
  private final ApiKind kind;
  private final Optional<String> namespace;
  private final Optional<ObjectMask> mask;

  /// What arrived behind the last event.
  private byte[] unread = {};

  /// What the API server reports instead of an event.
  static final class ErrorEvent extends IOException {
    private static final long serialVersionUID = 1L;
    private final int code;

    ErrorEvent(int code, String message) {
      super(message);
      this.code = code;
    }

    /// Whether the server has discarded the events since the resourceVersion.
    boolean isExpired() {
      return code == 410;
    }
  }

  WatchStream(
      InputStream body, ApiKind kind, Optional<String> namespace, Optional<ObjectMask> mask) {
    this.body = body;
    this.kind = kind;
    this.namespace = namespace;
    this.mask = mask;
  }

  /// The next event; empty if the server has ended the watch.
  ///
  /// @throws ErrorEvent if the server says that it cannot go on
  /// @throws IOException if the stream breaks
  Optional<WatchEvent> next() throws IOException {
    InputStream rest = new SequenceInputStream(new ByteArrayInputStream(unread), body);
    try (JsonParser parser = JsonReader.TRUSTED_FACTORY.createParser(rest)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE); // It goes on after this event.
      Optional<WatchEvent> event = next(parser);
      ByteArrayOutputStream left = new ByteArrayOutputStream();
      parser.releaseBuffered(left);
      unread = left.toByteArray();
      return event;
    }
  }

  private Optional<WatchEvent> next(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return Optional.empty();
    }
    // API servers write the type first, so that the object needs not be read twice.
    if (token != JsonToken.START_OBJECT || !"type".equals(parser.nextFieldName())) {
      throw new IOException("the response is not a watch");
    }
    String type = parser.nextTextValue();
    if (!"object".equals(parser.nextFieldName()) || parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("the response is not a watch");
    }
    WatchEvent event =
        switch (String.valueOf(type)) {
          case "ADDED" -> new WatchEvent.Added(kind, ObjectReader.read(parser, kind, mask));
          case "MODIFIED" -> new WatchEvent.Modified(kind, ObjectReader.read(parser, kind, mask));
          case "DELETED" -> new WatchEvent.Deleted(kind, ObjectReader.read(parser, kind, mask));
          case "BOOKMARK" ->
              new WatchEvent.Bookmark(kind, namespace, version(JsonReader.value(parser)));
          case "ERROR" -> throw error(JsonReader.value(parser));
          default -> throw new IOException("the watch has an event of an unknown type");
        };
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw new IOException("the response is not a watch");
    }
    return Optional.of(event);
  }

  private static String version(Value object) {
    return object instanceof Value.Obj bookmark
        ? bookmark.object("metadata").text("resourceVersion").orElse("")
        : "";
  }

  private static ErrorEvent error(Value object) {
    return object instanceof Value.Obj status
        ? new ErrorEvent(
            status.number("code").map(BigDecimal::intValue).orElse(0),
            status.text("message").orElse(""))
        : new ErrorEvent(0, "");
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
