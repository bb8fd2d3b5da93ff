package dev.drift.cluster;

import dev.drift.model.Value;
import dev.drift.secret.Redactor;
import java.util.LinkedHashMap;
import java.util.Map;

/// The field sets of `managedFields`. Beside names of fields (`f:`) they hold list keys (`k:`) and
/// members of sets (`v:`), and those are values.
final class OwnedFields {
  private OwnedFields() {}

  /// With whatever is secret in a key or member masked.
  static Value.Obj redacted(Value.Obj fields, Redactor redactor) {
    Map<String, Value> copy = new LinkedHashMap<>();
    fields
        .fields()
        .forEach(
            (name, value) -> {
              boolean holdsValue = name.startsWith("k:") || name.startsWith("v:");
              copy.put(
                  holdsValue ? redactor.text(name) : name,
                  value instanceof Value.Obj object ? redacted(object, redactor) : value);
            });
    return new Value.Obj(copy);
  }
}
