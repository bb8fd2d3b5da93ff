package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DesiredResource;
import java.time.Instant;
import java.util.Optional;

/// What is known of the revision that was applied last to a resource. A revert writes only values
/// of that revision, as writing those of a newer one would be a deployment.
public sealed interface AppliedState {
  /// How it is known: half a sentence.
  String how();

  /// @param resource as the applied revision declares it
  /// @param seenAt when it was last seen in sync; empty if somebody else says what is applied
  record Known(DesiredResource resource, String how, Optional<Instant> seenAt)
      implements AppliedState {
    public Known {
      requireNonNull(resource, "resource is null");
      requireNonNull(how, "how is null");
      requireNonNull(seenAt, "seenAt is null");
    }
  }

  /// The applied revision does not declare the resource.
  record Undeclared(String how) implements AppliedState {
    public Undeclared {
      requireNonNull(how, "how is null");
    }
  }

  /// @param how what is missing: half a sentence
  record Unknown(String how) implements AppliedState {
    public Unknown {
      requireNonNull(how, "how is null");
    }
  }
}
