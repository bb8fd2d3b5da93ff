package dev.drift.kubernetes.http;

import java.io.IOException;
import java.io.InputStream;

/// Reads the body of a successful response. Called again from the start if the connection broke, so
/// it keeps nothing between calls.
@FunctionalInterface
public interface BodyReader<T> {
  /// @throws IOException if the body is not what it should be, or the stream breaks
  T read(InputStream body) throws IOException;
}
