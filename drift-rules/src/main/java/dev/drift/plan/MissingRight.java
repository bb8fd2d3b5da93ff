package dev.drift.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A right that the API server missed when it refused acts.
///
/// @param right such as `patch configmaps in the namespace shop`
/// @param objects how many acts were refused because it is missing
/// @param sentence what the server said the first time
public record MissingRight(String right, int objects, String sentence) {
  /// As all authorizers of the API server word it:
  ///
  // <https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go>
  private static final Pattern DENIED =
      Pattern.compile(
          "cannot (?<verb>[a-z]+) resource \"(?<resource>[a-z0-9/-]+)\" in API group \"(?<group>[a-z0-9.-]*)\""
              + "(?: in the namespace \"(?<namespace>[a-z0-9-]+)\")?");

  /// Who writes a role needs all of its permissions, or the verb `escalate`:
  ///
  // <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping>
  private static final Pattern ESCALATION =
      Pattern.compile(
          "attempting to grant RBAC permissions not currently held:\\s*(?<rules>.*)",
          Pattern.DOTALL);

  /// The words that say that a right is missing, which quote no value of an object.
  ///
  /// @param message why the server refused something
  public static Optional<String> denial(String message) {
    Matcher denied = DENIED.matcher(message);
    return denied.find() ? Optional.of(denied.group()) : Optional.empty();
  }

  /// @param message why the server refused something
  /// @return empty if no right is missing
  public static Optional<String> of(String message) {
    Matcher denied = DENIED.matcher(message);
    if (denied.find()) {
      String group = denied.group("group");
      String resource = denied.group("resource") + (group.isEmpty() ? "" : "." + group);
      return Optional.of(
          "%s %s%s"
              .formatted(
                  denied.group("verb"),
                  resource,
                  Optional.ofNullable(denied.group("namespace"))
                      .map(it -> " in the namespace " + it)
                      .orElse("")));
    }
    Matcher escalation = ESCALATION.matcher(message);
    return escalation.find()
        ? Optional.of(
            "escalate on roles, or all permissions that they grant: "
                + escalation.group("rules").replaceAll("\\s+", " "))
        : Optional.empty();
  }

  /// Each once.
  static List<MissingRight> of(Iterable<Outcome> outcomes) {
    Map<String, MissingRight> missing = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome.kind() == Outcome.Kind.NEEDS_RIGHTS) {
        String right = of(outcome.sentence()).orElse(outcome.sentence());
        missing.merge(
            right,
            new MissingRight(right, 1, outcome.sentence()),
            (one, other) -> new MissingRight(right, one.objects + 1, one.sentence));
      }
    }
    return List.copyOf(missing.values());
  }
}
