package dev.drift.rule.security.rbac;

import dev.drift.finding.Severity;
import dev.drift.model.value.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How much a right lets one do beyond what it says.
///
/// A right is as dangerous as the worst deed that it allows, so one that covers another is never
/// less dangerous: everything that the other allows, it allows too.
final class Danger {
  /// Whoever rules this namespace rules the cluster: its Secrets and ServiceAccounts are those of
  /// the control plane.
  private static final String CONTROL_PLANE = "kube-system";

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final Set<String> READING = Set.of("get", "list", "watch");
  private static final Set<String> MAKING = Set.of("create", "update", "patch");
  private static final Set<String> ANY = Set.of();

  /// What is, or soon leads to, all rights where it is allowed.
  private static final List<Deeds> RULING =
      List.of(
          new Deeds(Set.of("escalate", "bind"), RBAC, "roles", "clusterroles"),
          new Deeds(Set.of("impersonate"), "", "users", "groups", "serviceaccounts"),
          new Deeds(Set.of("impersonate"), "authentication.k8s.io", "uids"),
          new Deeds(ANY, "", "nodes/proxy"),
          new Deeds(MAKING, "", "serviceaccounts/token"),
          new Deeds(READING, "", "secrets"),
          new Deeds(
              MAKING,
              "admissionregistration.k8s.io",
              "validatingwebhookconfigurations",
              "mutatingwebhookconfigurations"));

  /// What reaches the inside of containers, or gives rights that one has.
  private static final List<Deeds> REACHING =
      List.of(
          new Deeds(ANY, "", "pods/exec", "pods/attach", "pods/ephemeralcontainers"),
          new Deeds(ANY, RBAC, "rolebindings", "clusterrolebindings"));

  private Danger() {}

  /// CRITICAL where it is, or soon leads to, all rights in the cluster; HIGH where it is that in a
  /// namespace, reaches the inside of containers, or is all of something; else MEDIUM.
  static Severity of(Right right) {
    return switch (right.target()) {
      case Right.Url(String path) -> path.startsWith(Right.ALL) ? Severity.HIGH : Severity.MEDIUM;
      case Right.Resource target ->
          of(
              List.of(target.group()),
              List.of(target.resource()),
              List.of(right.verb()),
              right.scope());
    };
  }

  /// The danger of a whole role, also of one that allows too much to be written out.
  static Severity of(Value.Obj role, String scope) {
    return role.list("rules").stream()
        .filter(Value.Obj.class::isInstance)
        .map(Value.Obj.class::cast)
        .map(
            rule ->
                of(
                    PolicyRules.texts(rule, "apiGroups"),
                    PolicyRules.texts(rule, "resources"),
                    PolicyRules.texts(rule, "verbs"),
                    scope))
        .min(Comparator.naturalOrder())
        .orElse(Severity.MEDIUM);
  }

  private static Severity of(
      List<String> groups, List<String> resources, List<String> verbs, String scope) {
    boolean everywhere = scope.isEmpty() || scope.equals(CONTROL_PLANE);
    boolean all = verbs.contains(Right.ALL);
    boolean anything = resources.contains(Right.ALL);
    boolean rules =
        RULING.stream().anyMatch(deeds -> deeds.meet(groups, resources, verbs))
            || (all && anything && groups.stream().anyMatch(Danger::isBuiltIn));
    if (rules) {
      return everywhere ? Severity.CRITICAL : Severity.HIGH;
    }
    boolean reaches = REACHING.stream().anyMatch(deeds -> deeds.meet(groups, resources, verbs));
    return reaches || all || anything ? Severity.HIGH : Severity.MEDIUM;
  }

  /// `*` among them.
  private static boolean isBuiltIn(String group) {
    return group.indexOf('.') < 0 || group.endsWith(".k8s.io");
  }

  /// Verbs on resources of one group.
  ///
  /// @param verbs empty for any
  private record Deeds(Set<String> verbs, String group, List<String> resources) {
    Deeds(Set<String> verbs, String group, String... resources) {
      this(verbs, group, List.of(resources));
    }

    boolean meet(List<String> groups, List<String> asked, List<String> of) {
      return contains(groups, Stream.of(group))
          && (verbs.isEmpty() || contains(of, verbs.stream()))
          && resources.stream().anyMatch(resource -> names(asked, resource));
    }

    private static boolean contains(Collection<String> own, Stream<String> others) {
      return own.contains(Right.ALL) || others.anyMatch(own::contains);
    }

    private static boolean names(List<String> own, String resource) {
      int slash = resource.indexOf('/');
      return own.contains(Right.ALL)
          || own.contains(resource)
          || (slash > 0 && own.contains("*" + resource.substring(slash)));
    }
  }
}
