package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.model.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever may do more is never the smaller finding: a superset of rights does not rank lower.
class SeverityOrderTest {
  private static final int ROLES = 300;
  private static final List<String> GROUPS =
      List.of("''", "apps", "rbac.authorization.k8s.io", "flink.apache.org");
  private static final List<String> RESOURCES =
      List.of(
          "pods",
          "secrets",
          "configmaps",
          "pods/exec",
          "roles",
          "rolebindings",
          "serviceaccounts",
          "serviceaccounts/token",
          "deployments",
          "nodes/proxy",
          "flinkdeployments");
  private static final List<String> VERBS =
      List.of("get", "list", "create", "update", "delete", "impersonate", "bind", "escalate");

  /// As the API server has them, by what matters.
  private static final String VIEW =
      "{apiGroups: [''], resources: [pods, configmaps], verbs: [get, list]}";

  private static final String EDIT =
      VIEW
          + ", {apiGroups: [''], resources: [secrets, pods/exec], verbs: [get, create]}"
          + ", {apiGroups: [''], resources: [serviceaccounts], verbs: [impersonate]}";
  private static final String ADMIN =
      EDIT
          + ", {apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: ['*']}";
  private static final String CLUSTER_ADMIN = "{apiGroups: ['*'], resources: ['*'], verbs: ['*']}";

  @Test
  void theRolesThatUsersKnow() {
    for (String scope : List.of("shop", "")) {
      List<Severity> severities =
          List.of(VIEW, EDIT, ADMIN, CLUSTER_ADMIN).stream()
              .map(rules -> ofBinding(rules, scope, "{kind: User, name: alice}"))
              .toList();
      // The worst is the first.
      assertThat(severities).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }
  }

  static List<Random> seeds() {
    return IntStream.range(0, ROLES).mapToObj(Random::new).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreRightsNeverRankLower(Random random) {
    List<Rule> rules =
        IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(_ -> Rule.any(random)).toList();
    List<Rule> more = new ArrayList<>(rules);
    int at = random.nextInt(more.size());
    more.set(at, more.get(at).wider(random));
    if (random.nextBoolean()) {
      more.add(Rule.any(random));
    }
    String scope = random.nextBoolean() ? "shop" : "";
    String subject =
        random.nextBoolean()
            ? "{kind: User, name: alice}"
            : "{kind: Group, name: 'system:authenticated'}";

    Severity few = ofBinding(text(rules), scope, subject);
    assertThat(ofBinding(text(more), scope, subject))
        .as("%s < %s", rules, more)
        .isLessThanOrEqualTo(few);
    assertThat(ofBinding(text(rules), "", subject)).as("in the cluster").isLessThanOrEqualTo(few);
    assertThat(ofRole(text(more), scope))
        .as("a changed role")
        .isLessThanOrEqualTo(ofRole(text(rules), scope));
  }

  /// One rule may multiply to more rights than are compared.
  @Test
  void tooMuchToCompareIsNotLess() {
    String names =
        IntStream.range(0, 9_000)
            .mapToObj("c%d"::formatted)
            .reduce("", (a, b) -> a + ", " + b)
            .substring(2);
    String huge =
        "{apiGroups: [''], resources: [configmaps], resourceNames: [%s], verbs: [get, list, watch]}"
            .formatted(names);

    assertThat(ofBinding(CLUSTER_ADMIN + ", " + huge, "", "{kind: User, name: alice}"))
        .isEqualTo(Severity.CRITICAL);
    assertThat(ofBinding(huge, "", "{kind: User, name: alice}")).isEqualTo(Severity.HIGH);
  }

  private record Rule(
      List<String> groups, List<String> resources, List<String> verbs, String name) {
    static Rule any(Random random) {
      return new Rule(
          some(GROUPS, random),
          some(RESOURCES, random),
          some(VERBS, random),
          random.nextInt(4) == 0 ? "one" : "");
    }

    Rule wider(Random random) {
      return switch (random.nextInt(5)) {
        case 0 -> new Rule(List.of("'*'"), resources, verbs, name);
        case 1 -> new Rule(groups, List.of("'*'"), verbs, name);
        case 2 -> new Rule(groups, resources, List.of("'*'"), name);
        case 3 -> new Rule(groups, resources, verbs, "");
        default ->
            new Rule(groups, with(resources, RESOURCES, random), with(verbs, VERBS, random), name);
      };
    }

    private static List<String> some(List<String> of, Random random) {
      return IntStream.rangeClosed(0, random.nextInt(2))
          .mapToObj(_ -> of.get(random.nextInt(of.size())))
          .toList();
    }

    private static List<String> with(List<String> own, List<String> of, Random random) {
      List<String> more = new ArrayList<>(own);
      more.add(of.get(random.nextInt(of.size())));
      return more;
    }

    @Override
    public String toString() {
      return "{apiGroups: %s, resources: %s, verbs: %s%s}"
          .formatted(
              groups, resources, verbs, name.isEmpty() ? "" : ", resourceNames: [" + name + "]");
    }
  }

  private static String text(List<Rule> rules) {
    return rules.stream().map(Rule::toString).reduce((a, b) -> a + ", " + b).orElseThrow();
  }

  private static Severity ofBinding(String rules, String scope, String subject) {
    return worst("", role(rules) + binding(scope, subject), "Binding");
  }

  /// Git binds alice to a role that may nothing.
  private static Severity ofRole(String rules, String scope) {
    String binding = binding(scope, "{kind: User, name: alice}");
    return worst(role("") + binding, role(rules) + binding, "ClusterRole");
  }

  private static Severity worst(String git, String cluster, String kind) {
    String namespace = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n";
    return new Run()
        .scope(Scope.CLUSTER).of(git + namespace, cluster + namespace).findings().stream()
            .filter(Finding.Drift.class::isInstance)
            .filter(finding -> finding.resource().id().kind().endsWith(kind))
            .map(Finding::severity)
            .min(Severity::compareTo)
            .orElseThrow();
  }

  private static String role(String rules) {
    return """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: some}
        rules: [%s]
        """
        .formatted(rules);
  }

  private static String binding(String scope, String subject) {
    return """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %s
        metadata: {name: bound%s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: some}
        subjects: [%s]
        """
        .formatted(
            scope.isEmpty() ? "ClusterRoleBinding" : "RoleBinding",
            scope.isEmpty() ? "" : ", namespace: " + scope,
            subject);
  }
}
