package dev.drift.net.http;

/// Sends requests.
public interface HttpSender extends AutoCloseable {
  /// Never fails: a failure is an answer, too.
  HttpAnswer send(HttpCall call);

  @Override
  void close();
}
