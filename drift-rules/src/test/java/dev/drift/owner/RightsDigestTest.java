package dev.drift.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import org.junit.jupiter.api.Test;

/// Rights are equal if they give the same, however they are written.
class RightsDigestTest {
  private static String digest(String yaml) {
    return RightsDigest.digest(Yaml.object(yaml));
  }

  @Test
  void theApiServersDefaultsAreNoDifference() {
    assertThat(
            digest(
                """
                roleRef: {kind: ClusterRole, name: view}
                subjects: [{kind: User, name: a}, {kind: ServiceAccount, name: b, namespace: n}]
                """))
        .isEqualTo(
            digest(
                """
                metadata: {name: x}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                subjects:
                  - {kind: ServiceAccount, name: b, namespace: n}
                  - {kind: User, name: a, apiGroup: rbac.authorization.k8s.io}
                """));
    assertThat(digest("rules: [{apiGroups: [''], resources: [a, b], verbs: [get, list]}]"))
        .isEqualTo(
            digest(
                "rules: [{verbs: [list, get], resources: [b, a], apiGroups: [''], resourceNames: []}]"));
    assertThat(digest("rules: null")).isEqualTo(digest("rules: []"));
  }

  @Test
  void aSubjectARoleOrAVerbMoreIsADifference() {
    String binding =
        "{roleRef: {kind: ClusterRole, name: view}, subjects: [{kind: User, name: a}%s]}";
    assertThat(digest(binding.formatted(", {kind: User, name: b}")))
        .isNotEqualTo(digest(binding.formatted("")));
    assertThat(digest(binding.formatted("").replace("view", "cluster-admin")))
        .isNotEqualTo(digest(binding.formatted("")));
    assertThat(digest("rules: [{apiGroups: [''], resources: [a], verbs: [get]}]"))
        .isNotEqualTo(digest("rules: [{apiGroups: [''], resources: [a], verbs: [get, delete]}]"));
  }

  /// A controller fills in the rules of an aggregated role.
  @Test
  void anAggregatedRoleIsItsSelectors() {
    String role = "{aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: %s}}]}, rules: %s}";
    assertThat(digest(role.formatted("b", "[]")))
        .isEqualTo(digest(role.formatted("b", "[{apiGroups: [''], resources: [a], verbs: [get]}]")))
        .isNotEqualTo(digest(role.formatted("c", "[]")));
  }
}
