package dev.drift.secret;

import dev.drift.model.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// The field sets of `managedFields`. Beside names of fields (`f:`) they hold list keys (`k:`) and
/// members of sets (`v:`), and those are values.
public final class FieldSetRedactor {
  private FieldSetRedactor() {}

  /// With whatever is secret in a key or member masked, and names that are secrets.
  public static Value.Obj redacted(Value.Obj fields, Redactor redactor) {
    return redacted("", fields, redactor);
  }

  private static Value.Obj redacted(String around, Value.Obj fields, Redactor redactor) {
    Map<String, Value> copy = new LinkedHashMap<>();
    fields
        .fields()
        .forEach(
            (name, value) -> {
              boolean holdsValue = name.startsWith("k:") || name.startsWith("v:");
              copy.put(
                  holdsValue ? redactor.text(name) : field(around, name, redactor),
                  value instanceof Value.Obj object ? redacted(name, object, redactor) : value);
            });
    return new Value.Obj(copy);
  }

  private static String field(String around, String name, Redactor redactor) {
    return around.startsWith("f:") && name.startsWith("f:")
        ? "f:" + redactor.fieldName(around.substring(2), name.substring(2))
        : name;
  }
}
