package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/// A NetworkPolicy speaks of ingress, and of egress too where it has egress rules.
///
/// `SetDefaults_NetworkPolicy` in pkg/apis/networking/v1/defaults.go of Kubernetes.
final class NetworkPolicyTypes implements ComputedDefault {
  @Override
  public String what() {
    return "policyTypes of NetworkPolicies";
  }

  @Override
  public List<String> paths() {
    return List.of("NetworkPolicy spec.policyTypes");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("networking.k8s.io/v1")
        && schema.kind().equals("NetworkPolicy");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    Value.Obj spec = object.object("spec");
    List<Value> types = new ArrayList<>(List.of(Value.of("Ingress")));
    if (!spec.list("egress").isEmpty()) {
      types.add(Value.of("Egress"));
    }
    return object.with("spec", Edits.orElse(spec, "policyTypes", new Value.Arr(types)));
  }
}
