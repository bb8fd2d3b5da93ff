package dev.drift.evaluate.pod;

import dev.drift.canonical.schema.Quantity;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// VerticalPodAutoscalers give the Pods of their target other resources than its template says:
/// requests between what they allow, and limits in proportion.
///
/// See the fields of autoscaling.k8s.io/v1 in https://github.com/kubernetes/autoscaler, folder
/// vertical-pod-autoscaler.
final class VerticalAutoscalers {
  private static final GroupKind KIND = Kinds.VERTICAL_POD_AUTOSCALER;

  private static final List<Value> USUAL_RESOURCES = List.of(Value.of("cpu"), Value.of("memory"));

  static final Reads READS = Reads.inNamespace(KIND).and(Reads.Fact.SERVED_KINDS);

  private final List<LiveResource> all;
  private final boolean known;

  /// Those of the namespace.
  VerticalAutoscalers(World world, String namespace) {
    known = areKnown(world);
    all = world.ofKind(KIND, namespace).stream().filter(VerticalAutoscalers::acts).toList();
  }

  /// Whether all of them were read. Otherwise it is unknown which resources they set.
  static boolean areKnown(World world) {
    return world.served().stream().noneMatch(kind -> kind.groupKind().equals(KIND))
        || world.wasRead(KIND);
  }

  boolean known() {
    return known;
  }

  /// Which of them accounts for a value.
  ///
  /// @param bound `requests` or `limits`
  /// @param resource such as `memory`
  Optional<LiveResource> of(
      ResourceId workload, String container, String bound, String resource, Optional<Value> value) {
    return all.stream()
        .filter(one -> targets(one, workload))
        .filter(one -> accounts(policy(one, container), bound, resource, value))
        .findFirst();
  }

  private static boolean acts(LiveResource autoscaler) {
    return !autoscaler
        .content()
        .object("spec")
        .object("updatePolicy")
        .text("updateMode")
        .equals(Optional.of("Off"));
  }

  private static boolean targets(LiveResource autoscaler, ResourceId workload) {
    Value.Obj target = autoscaler.content().object("spec").object("targetRef");
    return autoscaler.id().namespace().equals(workload.namespace())
        && target.text("name").equals(Optional.of(workload.name()))
        && GroupKind.of(target.text("apiVersion").orElse(""), target.text("kind").orElse(""))
            .equals(workload.groupKind());
  }

  /// The policy for the container, else that for all others; empty if there is none.
  private static Value.Obj policy(LiveResource autoscaler, String container) {
    List<Value> policies =
        autoscaler.content().object("spec").object("resourcePolicy").list("containerPolicies");
    return Stream.of(container, "*")
        .flatMap(
            name ->
                policies.stream()
                    .filter(Value.Obj.class::isInstance)
                    .map(Value.Obj.class::cast)
                    .filter(policy -> policy.text("containerName").equals(Optional.of(name))))
        .findFirst()
        .orElse(Value.Obj.EMPTY);
  }

  private static boolean accounts(
      Value.Obj policy, String bound, String resource, Optional<Value> value) {
    List<Value> controlled = policy.list("controlledResources");
    boolean controls =
        !policy.text("mode").equals(Optional.of("Off"))
            && (controlled.isEmpty() ? USUAL_RESOURCES : controlled).contains(Value.of(resource));
    if (!controls || value.isEmpty()) {
      return false;
    }
    return bound.equals("requests")
        ? isWithin(policy, resource, value.get())
        : !policy.text("controlledValues").equals(Optional.of("RequestsOnly"));
  }

  private static boolean isWithin(Value.Obj policy, String resource, Value value) {
    return isAtMost(policy.object("minAllowed").get(resource).orElse(value), value)
        && isAtMost(value, policy.object("maxAllowed").get(resource).orElse(value));
  }

  private static boolean isAtMost(Value one, Value other) {
    return Quantity.parse(one)
        .flatMap(less -> Quantity.parse(other).filter(more -> less.compareTo(more) <= 0))
        .isPresent();
  }
}
