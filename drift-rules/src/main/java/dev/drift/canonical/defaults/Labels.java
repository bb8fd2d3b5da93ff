package dev.drift.canonical.defaults;

import dev.drift.model.value.Value;

/// Labels that an object takes from its Pod template where it has none of its own.
final class Labels {
  private Labels() {}

  static Value.Obj fromTemplate(Value.Obj object) {
    Value.Obj labels = object.object("spec").object("template").object("metadata").object("labels");
    Value.Obj metadata = object.object("metadata");
    return labels.fields().isEmpty() || metadata.get("labels").isPresent()
        ? object
        : object.with("metadata", metadata.with("labels", labels));
  }
}
