package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// Each Namespace carries its own name as a label.
///
/// `SetDefaults_Namespace` in pkg/apis/core/v1/defaults.go of Kubernetes.
final class NamespaceLabel implements ComputedDefault {
  private static final String LABEL = "kubernetes.io/metadata.name";

  @Override
  public String what() {
    return "metadata.labels of Namespaces";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "Namespace metadata.labels", "Namespace metadata.labels{kubernetes.io/metadata.name}");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("Namespace");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    Value.Obj metadata = object.object("metadata");
    Value.Obj labels =
        metadata.object("labels").with(LABEL, Value.of(metadata.text("name").orElse("")));
    return object.with("metadata", metadata.with("labels", labels));
  }
}
