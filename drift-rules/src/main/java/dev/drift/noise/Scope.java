package dev.drift.noise;

import dev.drift.model.LiveResource;
import dev.drift.model.Value;
import java.util.Optional;

/// What a template may speak of.
///
/// @param self the object under test
/// @param written the value under test; empty for a whole object
/// @param there the other object that has to be there, where the entry names one
record Scope(LiveResource self, Optional<Value> written, Optional<LiveResource> there) {
  static Scope of(LiveResource self) {
    return new Scope(self, Optional.empty(), Optional.empty());
  }

  Scope with(LiveResource other) {
    return new Scope(self, written, Optional.of(other));
  }
}
