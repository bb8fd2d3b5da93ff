package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Locale;

/// The names of a CRD follow from its kind, and a conversion webhook is called on port 443.
///
/// `SetDefaults_CustomResourceDefinitionSpec` in
/// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/defaults.go of Kubernetes.
final class CrdDefaults implements ComputedDefault {
  @Override
  public String what() {
    return "spec.names.singular and spec.names.listKind of CRDs";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "CustomResourceDefinition spec.names.singular",
        "CustomResourceDefinition spec.names.listKind");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.kind().equals("CustomResourceDefinition");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.at(
        object,
        List.of("spec", "names"),
        names -> {
          String kind = names.text("kind").orElse("");
          return Edits.orElse(
              Edits.orElse(names, "singular", Value.of(kind.toLowerCase(Locale.ROOT))),
              "listKind",
              Value.of(kind + "List"));
        });
  }
}
