package dev.drift.rule.security.rbac;

import dev.drift.model.value.Value;
import dev.drift.rule.LabelSelector;

/// Which ClusterRoles an aggregated one takes in, by their labels.
final class Aggregation {
  private Aggregation() {}

  static boolean takesIn(Value.Obj aggregated, Value.Obj role) {
    Value.Obj labels = role.object("metadata").object("labels");
    return aggregated.object("aggregationRule").objects("clusterRoleSelectors").stream()
        .anyMatch(selector -> new LabelSelector(selector).selects(labels));
  }
}
