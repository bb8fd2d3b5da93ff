package dev.drift.canonical.schema;

import dev.drift.model.value.Value;

/// When two single values of a type are the same to Kubernetes.
public final class TypedValues {
  private TypedValues() {}

  /// `1000m` and `1` as quantities, `02:00+02:00` and `00:00Z` as times, base64 as bytes.
  public static boolean equal(Type.Scalar type, Value one, Value other) {
    return ScalarTypes.equal(type, one, other);
  }

  /// Equal for values that are equal by [#equal(Type.Scalar, Value, Value)].
  public static int hash(Type.Scalar type, Value value) {
    return ScalarTypes.hash(type, value);
  }
}
