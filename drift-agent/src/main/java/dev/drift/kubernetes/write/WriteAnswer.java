package dev.drift.kubernetes.write;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What became of a write. Reasons are the second half of a sentence, without a secret.
public sealed interface WriteAnswer {
  /// The API server carried it out, or would have, if it was a dry-run.
  ///
  /// @param stored the object as it is now stored, with its resourceVersion; empty if it is gone.
  ///     A deleted object whose finalizers are pending is still there
  record Done(Optional<StoredObject> stored) implements WriteAnswer {
    public Done {
      requireNonNull(stored, "stored is null");
    }
  }

  /// The API server, or a proxy before it, refused. Nothing was changed.
  ///
  /// @param code the HTTP status
  /// @param reason of a Kubernetes `Status`, such as `Conflict` or `Invalid`; may be empty
  record Refused(int code, String reason, String why) implements WriteAnswer {
    public Refused {
      requireNonNull(reason, "reason is null");
      requireNonNull(why, "why is null");
    }
  }

  /// The API server, or an admission webhook, cannot do a dry-run of it. Nothing was changed.
  record NoDryRun(String why) implements WriteAnswer {
    public NoDryRun {
      requireNonNull(why, "why is null");
    }
  }

  /// The API server did not receive the request. Nothing was changed.
  record NotSent(String why) implements WriteAnswer {
    public NotSent {
      requireNonNull(why, "why is null");
    }
  }

  /// The change may have been made. Only a fresh read of the object shows whether it was, so
  /// nobody may simply try again.
  record Unknown(String why) implements WriteAnswer {
    public Unknown {
      requireNonNull(why, "why is null");
    }
  }
}
