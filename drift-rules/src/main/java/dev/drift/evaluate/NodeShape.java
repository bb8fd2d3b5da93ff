package dev.drift.evaluate;

import dev.drift.model.value.Value;

/// What a profile says, where a Node has it.
final class NodeShape {
  private NodeShape() {}

  /// @param spec of a NodeProfile
  static Value.Obj of(Value.Obj spec) {
    return Value.Obj.EMPTY
        .with("metadata", Value.Obj.EMPTY.with("labels", spec.object("labels")))
        .with("spec", Value.Obj.EMPTY.with("taints", new Value.Arr(spec.list("taints"))))
        .with("status", Value.Obj.EMPTY.with("allocatable", spec.object("allocatable")));
  }
}
