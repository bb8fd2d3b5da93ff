package dev.drift.kubernetes.write;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;

/// What became of a dry-run.
public sealed interface DryRunAnswer {
  /// @param object what the API server would store, under the name that the manifest has
  record Stored(Value.Obj object) implements DryRunAnswer {
    public Stored {
      requireNonNull(object, "object is null");
    }
  }

  /// @param why the second half of a sentence, without a secret
  /// @param always whether others of the kind in the namespace would be refused, too
  record Refused(String why, boolean always) implements DryRunAnswer {
    public Refused {
      requireNonNull(why, "why is null");
    }
  }
}
