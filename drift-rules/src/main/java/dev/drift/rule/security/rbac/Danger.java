package dev.drift.rule.security.rbac;

import dev.drift.finding.Severity;
import java.util.Set;

/// How much a right lets one do beyond what it says.
final class Danger {
  private static final Set<String> READING = Set.of("get", "list", "watch", Right.ALL);
  private static final Set<String> MAKING = Set.of("create", "update", "patch", Right.ALL);
  private static final Set<String> BINDINGS = Set.of("rolebindings", "clusterrolebindings");

  private Danger() {}

  /// CRITICAL where it is, or soon leads to, all rights; HIGH where it reaches secrets, the inside
  /// of containers, or all of something; else MEDIUM.
  static Severity of(Right right) {
    return switch (right.target()) {
      case Right.Url(String path) -> path.startsWith(Right.ALL) ? Severity.HIGH : Severity.MEDIUM;
      case Right.Resource target -> of(target, right.verb(), right.scope().isEmpty());
    };
  }

  private static Severity of(Right.Resource target, String verb, boolean everywhere) {
    boolean anything = target.resource().equals(Right.ALL);
    if (verb.equals("escalate") || verb.equals("bind") || verb.equals("impersonate")) {
      return Severity.CRITICAL;
    }
    if (anything && verb.equals(Right.ALL) && !isSmallGroup(target.group())) {
      return everywhere ? Severity.CRITICAL : Severity.HIGH;
    }
    return switch (target.resource()) {
      case "nodes/proxy" -> Severity.CRITICAL;
      // All verbs are escalate and bind, too.
      case "roles", "clusterroles" -> verb.equals(Right.ALL) ? Severity.CRITICAL : Severity.MEDIUM;
      case "serviceaccounts/token" -> MAKING.contains(verb) ? worse(everywhere) : Severity.MEDIUM;
      case "secrets" -> READING.contains(verb) ? worse(everywhere) : Severity.MEDIUM;
      case "pods/exec", "pods/attach", "pods/ephemeralcontainers" -> Severity.HIGH;
      case "validatingwebhookconfigurations", "mutatingwebhookconfigurations" ->
          MAKING.contains(verb) ? Severity.CRITICAL : Severity.MEDIUM;
      default ->
          anything || verb.equals(Right.ALL) || BINDINGS.contains(target.resource())
              ? Severity.HIGH
              : Severity.MEDIUM;
    };
  }

  private static Severity worse(boolean everywhere) {
    return everywhere ? Severity.CRITICAL : Severity.HIGH;
  }

  private static boolean isSmallGroup(String group) {
    return group.indexOf('.') > 0;
  }
}
