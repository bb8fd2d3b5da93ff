package dev.drift.kubernetes.write;

import static java.util.Objects.requireNonNull;

/// What a fresh read of an object found. Reasons are the second half of a sentence, without a
/// secret.
public sealed interface ReadAnswer {
  record Found(StoredObject object) implements ReadAnswer {
    public Found {
      requireNonNull(object, "object is null");
    }
  }

  /// The API server does not have it.
  record Absent() implements ReadAnswer {}

  /// @param forbidden whether the right to get it is missing
  record Failed(boolean forbidden, String why) implements ReadAnswer {
    public Failed {
      requireNonNull(why, "why is null");
    }
  }
}
