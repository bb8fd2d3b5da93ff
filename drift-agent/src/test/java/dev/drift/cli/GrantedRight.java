package dev.drift.cli;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import dev.drift.testkit.ControlPlane;
import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One right of a ClusterRole, as the API server has stored it.
///
/// @param group empty for the core group
record GrantedRight(String group, String resource, String verb)
    implements Comparable<GrantedRight> {
  static NavigableSet<GrantedRight> of(ControlPlane plane, String... roles) throws IOException {
    NavigableSet<GrantedRight> rights = new TreeSet<>();
    for (String role : roles) {
      String text = plane.kubectl("get", "clusterrole", role, "-o", "json").orThrow().stdout();
      for (Value.Obj rule : ((Value.Obj) JsonReader.read(text)).objects("rules")) {
        for (String group : texts(rule, "apiGroups")) {
          for (String resource : texts(rule, "resources")) {
            for (String verb : texts(rule, "verbs")) {
              rights.add(new GrantedRight(group, resource, verb));
            }
          }
        }
      }
    }
    return rights;
  }

  private static List<String> texts(Value.Obj rule, String field) {
    return rule.list(field).stream().map(it -> ((Value.Str) it).value()).toList();
  }

  /// Gives another ServiceAccount of the namespace `drift` only these.
  static void grant(ControlPlane plane, String account, NavigableSet<GrantedRight> rights) {
    String rules =
        rights.stream()
            .map(
                it ->
                    "- {apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}\n"
                        .formatted(it.group(), it.resource(), it.verb()))
            .collect(Collectors.joining());
    String role =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
        subjects: [{kind: ServiceAccount, namespace: drift, name: %1$s}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: %1$s}
        rules:
        %2$s"""
            .formatted(account, rules);
    plane.kubectlWithInput(role, "apply", "-f", "-").orThrow();
  }

  /// As messages of API servers name them.
  String words() {
    return "cannot %s resource \"%s\" in API group \"%s\"".formatted(verb, resource, group);
  }

  @Override
  public int compareTo(GrantedRight other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return "%s %s.%s".formatted(verb, resource, group);
  }
}
