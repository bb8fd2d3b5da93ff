package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Secrets of a ServiceAccount keep only their names.
///
/// `cleanSecretReferences` in pkg/registry/core/serviceaccount/strategy.go of Kubernetes.
final class ServiceAccountSecrets implements ComputedDefault {
  @Override
  public String what() {
    return "secrets of ServiceAccounts";
  }

  @Override
  public List<String> paths() {
    // The registry does it, not the scheme that the table is made from.
    return List.of();
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("ServiceAccount");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.each(
        object,
        "secrets",
        secret -> {
          Optional<Value> name = secret.get("name");
          return name.isPresent() ? new Value.Obj(Map.of("name", name.get())) : Value.Obj.EMPTY;
        });
  }
}
