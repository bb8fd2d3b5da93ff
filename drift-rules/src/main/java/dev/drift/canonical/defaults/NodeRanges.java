package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// `podCIDR` and `podCIDRs` of a Node say the same; the single one counts where they differ.
///
/// `Convert_v1_NodeSpec_To_core_NodeSpec` in pkg/apis/core/v1/conversion.go of Kubernetes.
final class NodeRanges implements ComputedDefault {
  private static final String ONE = "podCIDR";
  private static final String ALL = "podCIDRs";

  @Override
  public String what() {
    return "podCIDR and podCIDRs of Nodes";
  }

  @Override
  public List<String> paths() {
    return List.of("Node spec.podCIDR", "Node spec.podCIDRs", "Node spec.podCIDRs[]");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("Node");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.at(object, List.of("spec"), NodeRanges::mirrored);
  }

  private static Value.Obj mirrored(Value.Obj spec) {
    Optional<Value> one = spec.get(ONE);
    List<Value> all = spec.list(ALL);
    if (one.isPresent() && (all.isEmpty() || !all.getFirst().equals(one.get()))) {
      return spec.with(ALL, new Value.Arr(List.of(one.get())));
    }
    return all.isEmpty() ? spec : Edits.orElse(spec, ONE, all.getFirst());
  }
}
