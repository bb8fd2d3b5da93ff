package dev.drift.kubernetes.http;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// What a response of an API server says about itself.
final class ResponseStatus {
  private static final int MAXIMUM_STATUS = 64 * 1024;

  private ResponseStatus() {}

  /// The body, unpacked.
  static InputStream body(HttpResponse<InputStream> response) throws IOException {
    return isPacked(response) ? new GZIPInputStream(response.body(), 16 * 1024) : response.body();
  }

  static boolean isPacked(HttpResponse<InputStream> response) {
    return "gzip".equals(response.header("Content-Encoding"));
  }

  /// The failure that a status code other than 200 means.
  static RequestFailed failure(HttpResponse<InputStream> response) throws IOException {
    int code = response.code();
    Value.Obj status = status(response);
    String message = status.text("message").orElse("");
    RequestFailed.Kind kind =
        switch (code) {
          case 401 -> RequestFailed.Kind.UNAUTHORIZED;
          case 403 -> RequestFailed.Kind.FORBIDDEN;
          case 404 -> RequestFailed.Kind.NOT_FOUND;
          case 410 -> RequestFailed.Kind.EXPIRED;
          default -> RequestFailed.Kind.OTHER;
        };
    return new RequestFailed(
        kind,
        message.isEmpty()
            ? "the server returned HTTP %d".formatted(code)
            : "the server returned HTTP %d: %s".formatted(code, message),
        code,
        status.text("reason").orElse(""),
        retryAfter(response).orElse(Duration.ZERO));
  }

  /// Whether the server or a proxy before it may have carried out the request all the same. A 408
  /// comes from a proxy that waited too long; an API server says 504.
  static boolean mayHaveActed(int code) {
    return code >= 500 || code == 408;
  }

  /// Failures that a later attempt may not have.
  static boolean isTransient(int code) {
    return switch (code) {
      case 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  static Optional<Duration> retryAfter(HttpResponse<InputStream> response) {
    try {
      return Optional.ofNullable(response.header("Retry-After"))
          .map(seconds -> Duration.ofSeconds(Math.max(0, Long.parseLong(seconds.strip()))));
    } catch (NumberFormatException e) {
      return Optional.empty(); // A date: API servers write seconds.
    }
  }

  private static Value.Obj status(HttpResponse<InputStream> response) throws IOException {
    byte[] start;
    try (InputStream body = body(response)) {
      start = body.readNBytes(MAXIMUM_STATUS);
    }
    try {
      return JsonReader.read(new ByteArrayInputStream(start)) instanceof Value.Obj status
          ? status
          : Value.Obj.EMPTY;
    } catch (IOException e) {
      return Value.Obj.EMPTY; // No Status object, but the page of some proxy.
    }
  }
}
