package dev.drift.rule.security.rbac;

import dev.drift.model.Value;
import java.util.List;
import java.util.Map;

/// Which ClusterRoles an aggregated one takes in, by their labels.
final class Aggregation {
  private Aggregation() {}

  static boolean takesIn(Value.Obj aggregated, Value.Obj role) {
    Value.Obj labels = role.object("metadata").object("labels");
    return aggregated.object("aggregationRule").list("clusterRoleSelectors").stream()
        .anyMatch(selector -> selector instanceof Value.Obj one && selects(one, labels));
  }

  private static boolean selects(Value.Obj selector, Value.Obj labels) {
    Map<String, Value> exact = selector.object("matchLabels").fields();
    return labels.fields().entrySet().containsAll(exact.entrySet())
        && selector.list("matchExpressions").stream()
            .allMatch(item -> item instanceof Value.Obj one && holds(one, labels));
  }

  private static boolean holds(Value.Obj expression, Value.Obj labels) {
    String key = expression.text("key").orElse("");
    List<Value> values = expression.list("values");
    return switch (expression.text("operator").orElse("")) {
      case "In" -> labels.get(key).filter(values::contains).isPresent();
      case "NotIn" -> labels.get(key).filter(values::contains).isEmpty();
      case "Exists" -> labels.get(key).isPresent();
      case "DoesNotExist" -> labels.get(key).isEmpty();
      default -> false;
    };
  }
}
