package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// A ReplicationController selects and carries the labels of its template where it names none.
///
/// `SetDefaults_ReplicationController` in pkg/apis/core/v1/defaults.go of Kubernetes.
final class ReplicationControllerDefaults implements ComputedDefault {
  @Override
  public String what() {
    return "selector and metadata.labels of ReplicationControllers";
  }

  @Override
  public List<String> paths() {
    return List.of("ReplicationController spec.selector", "ReplicationController metadata.labels");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("ReplicationController");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Labels.fromTemplate(
        Edits.at(
            object,
            List.of("spec"),
            spec -> {
              Value.Obj labels = spec.object("template").object("metadata").object("labels");
              return labels.fields().isEmpty() ? spec : Edits.orElse(spec, "selector", labels);
            }));
  }
}
