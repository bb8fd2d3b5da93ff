package dev.drift.rule.security.rbac;

import java.util.Optional;
import java.util.Set;

/// A subresource that is an act of its own, such as `pods/exec`.
///
/// @param words before the objects that it is done to
/// @param verbs of requests that do it
record SubresourceAction(String words, Set<String> verbs) {
  private static final Set<String> STREAM = Set.of("get", "create", Right.ALL);

  SubresourceAction {
    verbs = Set.copyOf(verbs);
  }

  static Optional<SubresourceAction> of(String resource) {
    return switch (resource) {
      case "pods/exec" -> Optional.of(new SubresourceAction("run commands in", STREAM));
      case "pods/attach" ->
          Optional.of(new SubresourceAction("attach to the containers of", STREAM));
      case "pods/portforward" -> Optional.of(new SubresourceAction("forward ports to", STREAM));
      case "pods/log" ->
          Optional.of(new SubresourceAction("read the logs of", Set.of("get", Right.ALL)));
      case "nodes/proxy" -> Optional.of(new SubresourceAction("access the kubelets of", STREAM));
      case "serviceaccounts/token" ->
          Optional.of(new SubresourceAction("create tokens for", Set.of("create", Right.ALL)));
      default -> Optional.empty();
    };
  }

  boolean isDoneBy(Set<String> asked) {
    return asked.stream().anyMatch(verbs::contains);
  }
}
