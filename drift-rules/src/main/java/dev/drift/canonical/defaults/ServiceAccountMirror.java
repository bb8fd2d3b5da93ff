package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// `serviceAccount` is the old name of `serviceAccountName`: the server writes both.
///
/// `Convert_core_PodSpec_To_v1_PodSpec` in pkg/apis/core/v1/conversion.go of Kubernetes.
final class ServiceAccountMirror implements ComputedDefault {
  @Override
  public String what() {
    return "serviceAccount and serviceAccountName of Pods";
  }

  @Override
  public List<String> paths() {
    return List.of("* serviceAccount", "* serviceAccountName");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return PodSpecs.has(schema);
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return PodSpecs.edit(
        schema,
        object,
        podSpec -> {
          Optional<Value> name =
              podSpec.get("serviceAccountName").or(() -> podSpec.get("serviceAccount"));
          return name.isEmpty()
              ? podSpec
              : podSpec.with("serviceAccountName", name.get()).with("serviceAccount", name.get());
        });
  }
}
