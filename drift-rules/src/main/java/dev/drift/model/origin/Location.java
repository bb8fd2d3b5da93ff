package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Where a value of a manifest comes from. Prints itself for people.
public sealed interface Location permits Location.Written, Generated {

  /// The place in a file; empty if only the files are known.
  Optional<Place> place();

  /// It is written there just so.
  record Written(Place at) implements Location {
    public Written {
      requireNonNull(at, "at is null");
    }

    @Override
    public Optional<Place> place() {
      return Optional.of(at);
    }

    @Override
    public String toString() {
      return at.toString();
    }
  }
}
