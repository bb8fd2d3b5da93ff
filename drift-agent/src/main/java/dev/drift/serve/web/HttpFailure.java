package dev.drift.serve.web;

import java.io.Serial;

/// Ends a request with an error that its caller reads.
final class HttpFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Reason error;
  private final String sentence;

  /// What went wrong; the names are stable and stand in answers, in lower case.
  enum Reason {
    INVALID_REQUEST(400),
    UNAUTHORIZED(401),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    TOO_LARGE(413),
    TOO_MANY_REQUESTS(429),
    INTERNAL(500),
    UNAVAILABLE(503),
    /// Nothing is known of the target yet.
    NOT_EVALUATED(503);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /// @param message a sentence that repeats nothing of the request
  HttpFailure(Reason error, String message) {
    super(message, null, false, false);
    this.error = error;
    this.sentence = message;
  }

  Reason error() {
    return error;
  }

  /// For the caller.
  String sentence() {
    return sentence;
  }
}
