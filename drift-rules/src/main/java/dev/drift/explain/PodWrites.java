package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the scheduler and admission write into Pods that Git declares itself.
///
/// See plugin/pkg/admission of Kubernetes; the templates of workloads keep silent. Where the kind
/// that the value comes from was not read, nothing speaks against it, and the run is incomplete.
final class PodWrites {
  private static final Set<GroupKind> POD = Set.of(Kinds.POD);

  static final List<Explanation> ALL =
      List.of(
          KnownWrite.always(
              "pod-assignment",
              POD,
              "the scheduler and admission fill in each Pod",
              "spec.nodeName",
              "spec.priority",
              "spec.preemptionPolicy"),
          KnownWrite.where(
                  "pod-topology",
                  POD,
                  "the Pod gets the zone and region of its Node",
                  PodWrites::isOfItsNode,
                  "metadata.labels[\"topology.kubernetes.io/zone\"]",
                  "metadata.labels[\"topology.kubernetes.io/region\"]")
              .reading(Reads.inCluster(Kinds.NODE)),
          KnownWrite.where(
              "pod-limits",
              POD,
              "admission records which LimitRange defaults it applied",
              (difference, _, _) ->
                  difference.live().orElse(Value.Null.NULL) instanceof Value.Str(String text)
                      && text.startsWith("LimitRanger plugin set: "),
              "metadata.annotations[\"kubernetes.io/limit-ranger\"]"),
          KnownWrite.where(
                  "pod-pull-secrets",
                  POD,
                  "the Pod sets no pull secrets, so it gets those of its ServiceAccount",
                  PodWrites::isOfItsAccount,
                  "spec.imagePullSecrets")
              .reading(Reads.inNamespace(Kinds.SERVICE_ACCOUNT)),
          KnownWrite.where(
                  "pod-priority",
                  POD,
                  "the Pod sets no priority class, so it gets the global default",
                  PodWrites::isDefaultPriority,
                  "spec.priorityClassName")
              .reading(Reads.inCluster(Kinds.PRIORITY_CLASS)),
          KnownWrite.where(
                  "pod-overhead",
                  POD,
                  "the Pod gets the overhead of its RuntimeClass",
                  PodWrites::isOverheadOfRuntime,
                  "spec.overhead")
              .reading(Reads.inCluster(Kinds.RUNTIME_CLASS)),
          new PodAdmission());

  private PodWrites() {}

  private static Value.Obj spec(LiveResource pod) {
    return pod.content().object("spec");
  }

  private static boolean isOfItsNode(Difference difference, LiveResource pod, World world) {
    String label = ((Path.Field) difference.path().elements().getLast()).name();
    return world
        .find(Kinds.NODE, "", spec(pod).text("nodeName").orElse(""))
        .map(node -> node.metadata().object("labels").get(label).equals(difference.live()))
        .orElse(!world.wasRead(Kinds.NODE));
  }

  private static boolean isOfItsAccount(Difference difference, LiveResource pod, World world) {
    return world
        .find(
            Kinds.SERVICE_ACCOUNT,
            pod.id().namespace(),
            spec(pod).text("serviceAccountName").orElse("default"))
        .map(
            account ->
                account.content().get("imagePullSecrets").equals(spec(pod).get("imagePullSecrets")))
        .orElse(!world.wasRead(Kinds.SERVICE_ACCOUNT));
  }

  private static boolean isDefaultPriority(Difference difference, LiveResource pod, World world) {
    return difference.live().orElse(Value.Null.NULL) instanceof Value.Str(String name)
        && world
            .find(Kinds.PRIORITY_CLASS, "", name)
            .map(one -> one.content().get("globalDefault").equals(Optional.of(Value.of(true))))
            .orElse(!world.wasRead(Kinds.PRIORITY_CLASS));
  }

  private static boolean isOverheadOfRuntime(Difference difference, LiveResource pod, World world) {
    Path within =
        new Path(difference.path().elements().subList(2, difference.path().elements().size()));
    return world
        .find(Kinds.RUNTIME_CLASS, "", spec(pod).text("runtimeClassName").orElse(""))
        .map(runtime -> runtime.content().object("overhead").object("podFixed"))
        .map(fixed -> Steps.at(within, fixed).equals(difference.live()))
        .orElse(!world.wasRead(Kinds.RUNTIME_CLASS));
  }
}
