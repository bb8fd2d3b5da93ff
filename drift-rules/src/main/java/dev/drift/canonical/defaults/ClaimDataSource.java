package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// `dataSource` and `dataSourceRef` of a claim say the same; the server writes both.
///
/// `EnforceDataSourceBackwardsCompatibility` and `NormalizeDataSources` in
/// pkg/api/persistentvolumeclaim/util.go of Kubernetes.
final class ClaimDataSource implements ComputedDefault {
  @Override
  public String what() {
    return "dataSource and dataSourceRef of claims";
  }

  @Override
  public List<String> paths() {
    // The registry writes it, not the scheme that the table is made from.
    return List.of();
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("PersistentVolumeClaim");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.at(
        object,
        List.of("spec"),
        spec -> {
          Optional<Value> reference = spec.get("dataSourceRef");
          if (reference.isEmpty() && !isClaimOrSnapshot(spec.object("dataSource"))) {
            return spec.without("dataSource"); // other sources stand in dataSourceRef alone
          }
          Optional<Value> source = spec.get("dataSource");
          if (source.isPresent() && reference.isEmpty()) {
            return spec.with("dataSourceRef", source.get());
          }
          // Go takes an empty namespace for none.
          Value.Obj named = spec.object("dataSourceRef");
          boolean elsewhere = !named.text("namespace").orElse("").isEmpty();
          return source.isEmpty() && reference.isPresent() && !elsewhere
              ? spec.with("dataSource", named.without("namespace"))
              : spec;
        });
  }

  private static boolean isClaimOrSnapshot(Value.Obj source) {
    String group = source.text("apiGroup").orElse("");
    String kind = source.text("kind").orElse("");
    return (group.isEmpty() && kind.equals("PersistentVolumeClaim"))
        || (group.equals("snapshot.storage.k8s.io") && kind.equals("VolumeSnapshot"));
  }
}
