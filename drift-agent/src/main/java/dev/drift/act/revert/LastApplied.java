package dev.drift.act.revert;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.plan.ownership.Deployers;
import dev.drift.plan.patch.GoJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The annotation in which kubectl keeps what it applied, written as kubectl writes it: JSON with
/// sorted fields, an empty object of annotations, and a line end.
///
// <https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/kubectl/pkg/util/apply.go>
final class LastApplied {
  private LastApplied() {}

  static Value.Obj annotated(Value.Obj manifest) {
    Path annotation = Deployers.lastApplied();
    Value.Obj metadata = manifest.object("metadata");
    Value.Obj annotations = metadata.object("annotations");
    Value.Obj kept = manifest.with("metadata", metadata.with("annotations", annotations));
    String text = GoJson.text(sorted(kept)) + "\n";
    return Steps.with(annotation, Value.of(text), kept);
  }

  private static Value sorted(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> inOrder = new LinkedHashMap<>();
        new TreeMap<>(fields).forEach((name, inner) -> inOrder.put(name, sorted(inner)));
        yield new Value.Obj(inOrder);
      }
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(LastApplied::sorted).toList());
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> value;
    };
  }
}
