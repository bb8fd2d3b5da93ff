package dev.drift.rule.security.rbac;

import dev.drift.model.value.Value;
import java.util.List;

/// Takes the rules of a role apart.
final class PolicyRules {
  private PolicyRules() {}

  static void expand(Value.Obj role, String scope, ClusterScoped clusterScoped, Rights rights) {
    for (Value item : role.list("rules")) {
      if (item instanceof Value.Obj rule) {
        resources(rule, scope, clusterScoped, rights);
        urls(rule, scope, rights);
      }
    }
  }

  private static void resources(
      Value.Obj rule, String scope, ClusterScoped clusterScoped, Rights rights) {
    List<String> verbs = texts(rule, "verbs");
    List<String> written = texts(rule, "resourceNames");
    List<String> names = written.isEmpty() ? List.of("") : written;
    for (String group : texts(rule, "apiGroups")) {
      for (String resource : texts(rule, "resources")) {
        if (!scope.isEmpty() && clusterScoped.contains(group, resource)) {
          continue;
        }
        for (String name : names) {
          for (String verb : verbs) {
            rights.add(new Right(new Right.Resource(group, resource, name), verb, scope));
            if (!rights.isWhole()) {
              return;
            }
          }
        }
      }
    }
  }

  /// Paths belong to the cluster: a RoleBinding gives none.
  private static void urls(Value.Obj rule, String scope, Rights rights) {
    if (scope.isEmpty()) {
      for (String path : texts(rule, "nonResourceURLs")) {
        for (String verb : texts(rule, "verbs")) {
          rights.add(new Right(new Right.Url(path), verb, scope));
        }
      }
    }
  }

  static List<String> texts(Value.Obj rule, String field) {
    return rule.list(field).stream()
        .filter(Value.Str.class::isInstance)
        .map(text -> ((Value.Str) text).value())
        .toList();
  }
}
