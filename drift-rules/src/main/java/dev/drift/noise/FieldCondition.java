package dev.drift.noise;

import dev.drift.model.LiveResource;
import dev.drift.model.value.PathPattern;

/// What an object has to say at a path; of a path with `[*]`, one of its values.
record FieldCondition(PathPattern path, Template value) {
  boolean holds(LiveResource object, TemplateScope scope) {
    return path.in(object.content()).stream().anyMatch(found -> value.matches(found, scope));
  }
}
