package dev.drift.rule;

import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;

/// A label selector: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/.
public record LabelSelector(Value.Obj content) {

  /// Whether it selects what has these labels; one without requirements selects everything.
  public boolean selects(Value.Obj labels) {
    Map<String, Value> exact = content.object("matchLabels").fields();
    return labels.fields().entrySet().containsAll(exact.entrySet())
        && content.objects("matchExpressions").stream().allMatch(one -> holds(one, labels));
  }

  private static boolean holds(Value.Obj requirement, Value.Obj labels) {
    String key = requirement.text("key").orElse("");
    List<Value> values = requirement.list("values");
    return switch (requirement.text("operator").orElse("")) {
      case "In" -> labels.get(key).filter(values::contains).isPresent();
      case "NotIn" -> labels.get(key).filter(values::contains).isEmpty();
      case "Exists" -> labels.get(key).isPresent();
      case "DoesNotExist" -> labels.get(key).isEmpty();
      default -> false;
    };
  }
}
