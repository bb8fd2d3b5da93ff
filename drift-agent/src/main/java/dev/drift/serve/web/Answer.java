package dev.drift.serve.web;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What a request is answered with.
///
/// @param headers beside those that all answers have; none holds text of the request
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
  static final String JSON = "application/json";

  Answer {
    requireNonNull(contentType, "contentType is null");
    requireNonNull(body, "body is null");
    headers = Map.copyOf(headers);
  }

  /// Writes an object's fields.
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  static Answer json(int status, Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator out = JsonOutput.indented(bytes)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return new Answer(status, JSON, bytes.toByteArray(), Map.of());
  }

  static Answer error(HttpFailure.Reason error, String message) {
    return json(
        error.status(),
        out -> {
          out.writeObjectFieldStart("error");
          out.writeStringField("code", error.name().toLowerCase(Locale.ROOT));
          out.writeStringField("message", message);
          out.writeEndObject();
        });
  }

  Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, body, more);
  }
}
