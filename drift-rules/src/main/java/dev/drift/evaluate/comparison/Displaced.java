package dev.drift.evaluate.comparison;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.PathPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an object cannot keep once something else in it has changed.
///
/// Of fields of which a type allows one alone, the new one displaces the old. A Service drops what
/// its type has no use for (`dropTypeDependentFields` in pkg/registry/core/service/strategy.go of
/// Kubernetes), and a rollout strategy its settings.
final class Displaced {

  /// By the name of the list or field whose object allows one of these alone; empty for any but the
  /// name.
  private static final Map<String, Set<String>> ALTERNATIVES =
      Map.of(
          "volumes", Set.of(),
          "valueFrom", Set.of(),
          "env", Set.of("value", "valueFrom"),
          "livenessProbe", Set.of("exec", "httpGet", "tcpSocket", "grpc"),
          "readinessProbe", Set.of("exec", "httpGet", "tcpSocket", "grpc"),
          "startupProbe", Set.of("exec", "httpGet", "tcpSocket", "grpc"),
          "postStart", Set.of("exec", "httpGet", "tcpSocket", "sleep"),
          "preStop", Set.of("exec", "httpGet", "tcpSocket", "sleep"),
          "backend", Set.of("service", "resource"),
          "defaultBackend", Set.of("service", "resource"));

  private static final Map<Path, List<PathPattern>> OF_SERVICE =
      Map.of(
          Path.of("spec", "type"),
          patterns(
              "spec.ports[*].nodePort",
              "spec.externalTrafficPolicy",
              "spec.internalTrafficPolicy",
              "spec.allocateLoadBalancerNodePorts",
              "spec.healthCheckNodePort",
              "spec.loadBalancerClass",
              "spec.externalName",
              "spec.clusterIP",
              "spec.clusterIPs",
              "spec.ipFamilies",
              "spec.ipFamilyPolicy"),
          Path.of("spec", "externalTrafficPolicy"),
          patterns("spec.healthCheckNodePort"),
          Path.of("spec", "sessionAffinity"),
          patterns("spec.sessionAffinityConfig"));

  private static final Map<Path, List<PathPattern>> OF_ROLLOUT =
      Map.of(
          Path.of("spec", "strategy", "type"),
          patterns("spec.strategy.rollingUpdate"),
          Path.of("spec", "updateStrategy", "type"),
          patterns("spec.updateStrategy.rollingUpdate"));

  private Displaced() {}

  /// Whether the other is gone because of the cause.
  static boolean by(Difference cause, Difference other) {
    return other.change() == Change.REMOVED
        && (isDropped(cause, other)
            || (cause.change() == Change.ADDED && isAlternative(cause.path(), other.path())));
  }

  private static boolean isDropped(Difference cause, Difference other) {
    GroupKind kind = cause.resource().id().groupKind();
    Map<Path, List<PathPattern>> dropped =
        kind.equals(Kinds.SERVICE)
            ? OF_SERVICE
            : kind.group().equals("apps") ? OF_ROLLOUT : Map.of();
    return dropped.getOrDefault(cause.path(), List.of()).stream()
        .anyMatch(pattern -> pattern.matchesPrefix(other.path()));
  }

  private static boolean isAlternative(Path one, Path other) {
    List<Path.Element> elements = one.elements();
    int last = elements.size() - 1;
    if (last < 1
        || other.elements().size() <= last
        || !other.elements().subList(0, last).equals(elements.subList(0, last))
        || !(elements.get(last) instanceof Path.Field(String name))
        || !(other.elements().get(last) instanceof Path.Field(String gone))) {
      return false;
    }
    return alternatives(elements.subList(0, last))
        .filter(
            some ->
                some.isEmpty() ? !gone.equals("name") : some.contains(name) && some.contains(gone))
        .isPresent();
  }

  /// The list that the object is an item of, or the field that holds it.
  private static Optional<Set<String>> alternatives(List<Path.Element> around) {
    int last = around.size() - 1;
    int at = around.get(last) instanceof Path.Field ? last : last - 1;
    return at >= 0 && around.get(at) instanceof Path.Field(String name)
        ? Optional.ofNullable(ALTERNATIVES.get(name))
        : Optional.empty();
  }

  private static List<PathPattern> patterns(String... paths) {
    return List.of(paths).stream().map(PathPattern::parse).toList();
  }
}
