package dev.drift.policy.mapping;

import dev.drift.model.value.Value;
import java.util.Map;
import java.util.Optional;

/// The kind of the object that a field of another object names, as far as the field tells it.
final class ReferredKind {
  private static final Map<String, String> BY_FIELD =
      Map.of(
          "claimName", "PersistentVolumeClaim",
          "configMapName", "ConfigMap",
          "priorityClassName", "PriorityClass",
          "secretName", "Secret",
          "serviceAccount", "ServiceAccount",
          "serviceAccountName", "ServiceAccount",
          "storageClassName", "StorageClass");

  /// Of `name` in an object or list of this name.
  private static final Map<String, String> BY_PARENT =
      Map.of(
          "configMap", "ConfigMap",
          "configMapKeyRef", "ConfigMap",
          "configMapRef", "ConfigMap",
          "imagePullSecrets", "Secret",
          "secretKeyRef", "Secret",
          "secretRef", "Secret");

  private ReferredKind() {}

  /// @param field that holds a name
  /// @param parent the field that holds the object, or the list that the object is in; empty for
  ///     a whole resource
  /// @param object that has the field
  static Optional<String> of(String field, String parent, Value.Obj object) {
    if (!field.equals("name")) {
      return Optional.ofNullable(BY_FIELD.get(field));
    }
    return Optional.ofNullable(BY_PARENT.get(parent))
        .or(() -> parent.isEmpty() ? Optional.empty() : object.text("kind"));
  }
}
