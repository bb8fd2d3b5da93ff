package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.util.List;

/// Which resource is asked about.
///
/// @param check its namespaces, of which there is one at most, are those of `kubectl -n`
/// @param kind as kubectl takes it: `Deployment`, `deployments`, `deployment.apps`, `deploy`
/// @param name `namespace/name`, or only a name: in the namespace of the check, else the default
///     one, or in none if the kind is cluster-scoped
public record ResourceRequest(CheckRequest check, String kind, String name) {
  public ResourceRequest {
    requireNonNull(check, "check is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
  }

  /// @throws DriftException if the namespaces contradict one another
  public void requireOneNamespace() {
    List<String> namespaces = check.namespaces();
    if (namespaces.size() > 1) {
      throw usage("only one namespace can be given; -n lists " + String.join(", ", namespaces));
    }
    int slash = name.indexOf('/');
    if (slash >= 0 && !namespaces.isEmpty() && !namespaces.contains(name.substring(0, slash))) {
      throw usage(
          "%s is not in the namespace %s; remove -n".formatted(name, namespaces.getFirst()));
    }
  }

  /// The namespace of a name without one.
  public String namespace() {
    return check.namespaces().isEmpty()
        ? check.desired().defaultNamespace()
        : check.namespaces().getFirst();
  }

  private static DriftException usage(String sentence) {
    return new DriftException(Problem.of(Problem.Code.USAGE, sentence));
  }
}
