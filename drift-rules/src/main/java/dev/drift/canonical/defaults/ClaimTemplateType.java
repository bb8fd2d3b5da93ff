package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// The claim templates of a StatefulSet are whole claims: the server writes their type out.
///
/// `Convert_core_PersistentVolumeClaim` by way of pkg/apis/apps/v1/conversion.go of Kubernetes.
final class ClaimTemplateType implements ComputedDefault {
  @Override
  public String what() {
    return "apiVersion and kind of volumeClaimTemplates";
  }

  @Override
  public List<String> paths() {
    // The registry writes it, not the scheme that the table is made from.
    return List.of();
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("apps/v1") && schema.kind().equals("StatefulSet");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.at(
        object,
        List.of("spec"),
        spec ->
            Edits.each(
                spec,
                "volumeClaimTemplates",
                claim ->
                    claim
                        .with("apiVersion", Value.of("v1"))
                        .with("kind", Value.of("PersistentVolumeClaim"))));
  }
}
