package dev.drift.evaluate;

import dev.drift.attribute.FieldOwners;
import dev.drift.canonical.Type;
import dev.drift.canonical.TypedValues;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Path;
import dev.drift.model.Resources;
import dev.drift.model.Steps;
import dev.drift.model.TrackedKinds;
import dev.drift.model.Value;
import dev.drift.world.Reads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pods of declared workloads that somebody changed after they were made.
///
/// Only what can be changed in a Pod is looked at: images, resources, what the template says in
/// labels and annotations, and ephemeral containers. What a Pod has beside its template came with
/// it when it was made, by admission.
final class PatchedPods {
  private static final GroupKind POD = new GroupKind("", "Pod");
  private static final GroupKind WEBHOOKS =
      new GroupKind("admissionregistration.k8s.io", "MutatingWebhookConfiguration");
  /// What it looks at besides a Pod; the time only for a Pod that differs.
  static final Reads READS =
      Reads.inNamespace(
              new GroupKind("apps", "ReplicaSet"),
              new GroupKind("apps", "ControllerRevision"),
              TrackedKinds.VERTICAL_AUTOSCALER)
          .and(Reads.inCluster(WEBHOOKS))
          .andControllers();

  private static final Set<String> OVER = Set.of("Succeeded", "Failed");

  private final LiveState live;
  private final Resources<DesiredResource> declared;
  private final PodTemplates templates;
  private final boolean hasWebhooks;
  private final VerticalAutoscalers verticalAutoscalers;

  PatchedPods(LiveState live, Resources<DesiredResource> declared) {
    this.live = live;
    this.declared = declared;
    this.templates = new PodTemplates(live);
    this.hasWebhooks = !live.resources().ofKind(WEBHOOKS).isEmpty();
    this.verticalAutoscalers = new VerticalAutoscalers(live);
  }

  /// A Pod that is not as its template says.
  ///
  /// @param template in the form of a Pod
  /// @param explained what an autoscaler accounts for
  /// @param leaving whether a rollout is about to replace the Pod
  record Patched(
      LiveResource pod,
      DesiredResource workload,
      Value.Obj template,
      List<Difference> differences,
      List<Explained> explained,
      boolean leaving) {}

  record Explained(Difference difference, String sentence) {}

  /// Whether resources were not compared because the autoscalers that may set them were not read.
  boolean leftOutResources() {
    return !verticalAutoscalers.known();
  }

  List<Patched> all() {
    return live.resources().ofKind(POD).stream().flatMap(pod -> of(pod).stream()).toList();
  }

  /// Empty if the Pod is as its template says, or not one of a declared workload.
  Optional<Patched> of(LiveResource pod) {
    return !declared.containsKey(pod.id()) && isRunning(pod) ? patched(pod) : Optional.empty();
  }

  private static boolean isRunning(LiveResource pod) {
    return pod.metadata().get("deletionTimestamp").isEmpty()
        && !OVER.contains(pod.content().object("status").text("phase").orElse(""));
  }

  private Optional<Patched> patched(LiveResource pod) {
    Optional<PodTemplates.Origin> origin = templates.of(pod);
    Optional<DesiredResource> workload =
        origin.flatMap(one -> Optional.ofNullable(declared.get(one.workload().id())));
    if (workload.isEmpty()) {
      return Optional.empty();
    }
    Value.Obj template = origin.get().template();
    List<Difference> differences = new ArrayList<>();
    for (String list : List.of("containers", "initContainers")) {
      for (Value value : template.object("spec").list(list)) {
        if (value instanceof Value.Obj container) {
          container(pod, list, container, differences);
        }
      }
    }
    for (String map : List.of("labels", "annotations")) {
      Path path = Path.of("metadata", map);
      template
          .object("metadata")
          .object(map)
          .fields()
          .forEach((key, value) -> value(pod, path.field(key), value, differences));
    }
    for (Value value : pod.content().object("spec").list("ephemeralContainers")) {
      Steps.at(Path.of("name"), value)
          .ifPresent(name -> ephemeral(pod, ((Value.Str) name).value(), value, differences));
    }
    List<Explained> explained = new ArrayList<>();
    differences.removeIf(difference -> isAutoscaled(difference, workload.get(), explained));
    return differences.isEmpty() && explained.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Patched(
                pod, workload.get(), template, differences, explained, origin.get().leaving()));
  }

  private boolean isAutoscaled(
      Difference difference, DesiredResource workload, List<Explained> explained) {
    // spec.containers[name=…].resources.requests.memory
    List<Path.Element> at = difference.path().elements();
    if (at.size() != 6
        || !(at.get(2) instanceof Path.Key container)
        || !(at.get(4) instanceof Path.Field(String bound))
        || !(at.get(5) instanceof Path.Field(String resource))) {
      return false;
    }
    String name =
        container.parts().getFirst().value() instanceof Value.Str(String text) ? text : "";
    Optional<LiveResource> autoscaler =
        verticalAutoscalers.of(workload.id(), name, bound, resource, difference.live());
    autoscaler.ifPresent(
        one ->
            explained.add(
                new Explained(
                    difference,
                    "the VerticalPodAutoscaler %s sets it".formatted(one.id().name()))));
    return autoscaler.isPresent();
  }

  private void container(
      LiveResource pod, String list, Value.Obj container, List<Difference> differences) {
    Optional<String> name = container.text("name");
    if (name.isEmpty()) {
      return;
    }
    Path path = Path.of("spec", list).plus(Path.Key.of("name", name.get()));
    Path image = path.field("image");
    container
        .get("image")
        .filter(wanted -> !wasAdmitted(pod, image))
        .ifPresent(wanted -> value(pod, image, wanted, differences));
    if (!verticalAutoscalers.known()) {
      return;
    }
    for (String bound : List.of("requests", "limits")) {
      container
          .object("resources")
          .object(bound)
          .fields()
          .forEach(
              (resource, wanted) ->
                  quantity(
                      pod,
                      path.field("resources").field(bound).field(resource),
                      wanted,
                      differences));
    }
  }

  /// Whether the value is there since the Pod was made, while webhooks may change Pods: then one of
  /// them did. Without webhooks, what `managedFields` say acquits nobody.
  private boolean wasAdmitted(LiveResource pod, Path path) {
    Optional<Value> value = Steps.at(path, pod.content());
    Optional<Instant> written =
        FieldOwners.attribute(new Difference(pod.ref(), Change.CHANGED, path, value, value), pod)
            .time();
    Optional<Instant> made = pod.created();
    return hasWebhooks
        && written.isPresent()
        && made.isPresent()
        && !written.get().isAfter(made.get().plusSeconds(1));
  }

  private static void quantity(
      LiveResource pod, Path path, Value wanted, List<Difference> differences) {
    Optional<Value> found = Steps.at(path, pod.content());
    if (found.isEmpty() || !TypedValues.equal(Type.Scalar.QUANTITY, wanted, found.get())) {
      value(pod, path, wanted, differences);
    }
  }

  private static void value(
      LiveResource pod, Path path, Value wanted, List<Difference> differences) {
    Optional<Value> found = Steps.at(path, pod.content());
    if (!found.equals(Optional.of(wanted))) {
      differences.add(
          new Difference(
              pod.ref(),
              found.isPresent() ? Change.CHANGED : Change.REMOVED,
              path,
              Optional.of(wanted),
              found));
    }
  }

  private static void ephemeral(
      LiveResource pod, String name, Value container, List<Difference> differences) {
    differences.add(
        new Difference(
            pod.ref(),
            Change.ADDED,
            Path.of("spec", "ephemeralContainers").plus(Path.Key.of("name", name)),
            Optional.empty(),
            Optional.of(container)));
  }
}
