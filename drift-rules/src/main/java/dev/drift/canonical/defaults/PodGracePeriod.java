package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// A Pod ends within a second at the earliest where a negative time is written; templates keep it.
///
/// `Convert_v1_Pod_To_core_Pod` in pkg/apis/core/v1/conversion.go of Kubernetes.
final class PodGracePeriod implements ComputedDefault {
  private static final String FIELD = "terminationGracePeriodSeconds";

  @Override
  public String what() {
    return "negative terminationGracePeriodSeconds of Pods";
  }

  @Override
  public List<String> paths() {
    // It replaces a value; the table tells what is filled in.
    return List.of();
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("Pod");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.at(
        object,
        List.of("spec"),
        spec ->
            spec.number(FIELD).filter(seconds -> seconds.signum() < 0).isPresent()
                ? spec.with(FIELD, Value.of(1))
                : spec);
  }
}
