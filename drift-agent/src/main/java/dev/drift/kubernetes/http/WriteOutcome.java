package dev.drift.kubernetes.http;

import static java.util.Objects.requireNonNull;

/// What became of a write.
public sealed interface WriteOutcome<T> {
  /// The server carried it out, and this is its answer.
  record Done<T>(T answer) implements WriteOutcome<T> {
    public Done {
      requireNonNull(answer, "answer is null");
    }
  }

  /// It was certainly not carried out: refused, or never received.
  record NotDone<T>(RequestFailed why) implements WriteOutcome<T> {
    public NotDone {
      requireNonNull(why, "why is null");
    }
  }

  /// It may have been carried out: the connection broke after it was sent, a proxy or the API
  /// server's own storage did not answer, or the answer could not be read.
  record Unknown<T>(RequestFailed why) implements WriteOutcome<T> {
    public Unknown {
      requireNonNull(why, "why is null");
    }
  }
}
