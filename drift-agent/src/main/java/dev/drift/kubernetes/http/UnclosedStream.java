package dev.drift.kubernetes.http;

import java.io.FilterInputStream;
import java.io.InputStream;

/// Lends a stream to a reader that closes what it reads, such as a JSON parser.
///
/// Closing the body of an answer before its end breaks the connection that later requests could
/// use.
final class UnclosedStream extends FilterInputStream {
  UnclosedStream(InputStream in) {
    super(in);
  }

  @Override
  public void close() {}
}
