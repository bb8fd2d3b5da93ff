package dev.drift.noise;

import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import java.util.Optional;

/// What a template may speak of.
///
/// @param self the object under test
/// @param written the value under test; empty for a whole object
/// @param there the other object that has to be there, where the entry names one
record TemplateScope(LiveResource self, Optional<Value> written, Optional<LiveResource> there) {
  static TemplateScope of(LiveResource self) {
    return new TemplateScope(self, Optional.empty(), Optional.empty());
  }

  TemplateScope with(LiveResource other) {
    return new TemplateScope(self, written, Optional.of(other));
  }
}
