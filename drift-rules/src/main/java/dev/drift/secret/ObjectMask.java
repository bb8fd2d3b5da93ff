package dev.drift.secret;

import dev.drift.model.LiveResource;
import dev.drift.model.MaskLevel;
import dev.drift.model.value.Value;

/// Masks objects one by one, for who must not keep plain values. What is masked compares like what
/// it masks, and keeps the facts that rules need.
public interface ObjectMask {
  /// Of the key under which this masks.
  String keyId();

  MaskLevel level();

  /// The object without a secret in its content. Its `managedFields` are masked by
  /// [#fieldSet], because thousands of objects share them.
  LiveResource object(LiveResource plain);

  /// A set of owned fields without a secret.
  Value.Obj fieldSet(Value.Obj plain);
}
