package dev.drift.kubernetes.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.json.JsonReader;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.ApiKind;
import dev.drift.secret.ObjectMask;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads one object that an API server sent.
public final class ObjectReader {
  private ObjectReader() {}

  /// @throws IOException if it is not an object with a name, or the stream breaks
  public static LiveResource read(InputStream body, ApiKind kind) throws IOException {
    return read(body, kind, Arrival.plain());
  }

  /// The object whose brace the parser stands on; leaves it on the closing one.
  ///
  /// @param mask applied to it; empty for none
  public static LiveResource read(JsonParser parser, ApiKind kind, Optional<ObjectMask> mask)
      throws IOException {
    return new ItemReader(kind, new Arrival(mask)).read(parser);
  }

  static LiveResource read(InputStream body, ApiKind kind, Arrival arrival) throws IOException {
    try (JsonParser parser = JsonReader.TRUSTED_FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the response is not an object");
      }
      return new ItemReader(kind, arrival).read(parser);
    }
  }
}
