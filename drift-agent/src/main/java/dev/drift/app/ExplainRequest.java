package dev.drift.app;

import static java.util.Objects.requireNonNull;

/// Which resource to account for.
///
/// @param kind as kubectl takes it: `Deployment`, `deployments`, `deployment.apps`
/// @param name `namespace/name`, or a name alone: in the default namespace, or in none where the
///     kind has none
public record ExplainRequest(CheckRequest check, String kind, String name) {
  public ExplainRequest {
    requireNonNull(check, "check is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
  }
}
