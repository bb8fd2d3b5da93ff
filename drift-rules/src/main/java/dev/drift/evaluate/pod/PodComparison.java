package dev.drift.evaluate.pod;

import dev.drift.attribute.FieldOwners;
import dev.drift.canonical.schema.Type;
import dev.drift.canonical.schema.TypedValues;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares one Pod with the template that it was made from.
final class PodComparison {
  private final LiveResource pod;
  private final World view;
  private final VerticalAutoscalers autoscalers;

  /// @param view through which only the reads of [PatchedPods] are seen
  PodComparison(LiveResource pod, World view) {
    this.pod = pod;
    this.view = view;
    this.autoscalers = new VerticalAutoscalers(view, pod.id().namespace());
  }

  Optional<PatchedPods.Patched> patched() {
    Optional<PodTemplates.Template> found = new PodTemplates(view).of(pod);
    Optional<DesiredResource> workload =
        found.flatMap(one -> Optional.ofNullable(view.declared().get(one.workload().id())));
    if (workload.isEmpty()) {
      return Optional.empty();
    }
    Value.Obj template = found.get().content();
    List<Difference> differences = new ArrayList<>();
    for (String list : List.of("containers", "initContainers")) {
      for (Value value : template.object("spec").list(list)) {
        if (value instanceof Value.Obj container) {
          container(list, container, differences);
        }
      }
    }
    for (String map : List.of("labels", "annotations")) {
      Path path = Path.of("metadata", map);
      template
          .object("metadata")
          .object(map)
          .fields()
          .forEach((key, value) -> value(path.field(key), value, differences));
    }
    for (Value value : pod.content().object("spec").list("ephemeralContainers")) {
      Steps.at(Path.of("name"), value)
          .ifPresent(name -> ephemeral(((Value.Str) name).value(), value, differences));
    }
    List<PatchedPods.Explained> explained = new ArrayList<>();
    differences.removeIf(difference -> isAutoscaled(difference, workload.get(), explained));
    return differences.isEmpty() && explained.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PatchedPods.Patched(
                pod, workload.get(), template, differences, explained, found.get().leaving()));
  }

  private boolean isAutoscaled(
      Difference difference, DesiredResource workload, List<PatchedPods.Explained> explained) {
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
        autoscalers.of(workload.id(), name, bound, resource, difference.live());
    autoscaler.ifPresent(
        one ->
            explained.add(
                new PatchedPods.Explained(
                    difference,
                    "the VerticalPodAutoscaler %s sets it".formatted(one.id().name()))));
    return autoscaler.isPresent();
  }

  private void container(String list, Value.Obj container, List<Difference> differences) {
    Optional<String> name = container.text("name");
    if (name.isEmpty()) {
      return;
    }
    Path path = Path.of("spec", list).plus(Path.Key.of("name", name.get()));
    Path image = path.field("image");
    container
        .get("image")
        .filter(wanted -> !wasAdmitted(image))
        .ifPresent(wanted -> value(image, wanted, differences));
    if (!autoscalers.known()) {
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
                      path.field("resources").field(bound).field(resource), wanted, differences));
    }
  }

  /// Whether the value is there since the Pod was made, while webhooks may change Pods: then one of
  /// them did. Without webhooks, what `managedFields` say acquits nobody.
  private boolean wasAdmitted(Path path) {
    Optional<Value> value = Steps.at(path, pod.content());
    Optional<Instant> written =
        FieldOwners.attribute(new Difference(pod.ref(), Change.CHANGED, path, value, value), pod)
            .time();
    Optional<Instant> made = pod.created();
    return !view.ofKind(Kinds.MUTATING_WEBHOOK_CONFIGURATION).isEmpty()
        && written.isPresent()
        && made.isPresent()
        && !written.get().isAfter(made.get().plusSeconds(1));
  }

  private void quantity(Path path, Value wanted, List<Difference> differences) {
    Optional<Value> found = Steps.at(path, pod.content());
    if (found.isEmpty() || !TypedValues.equal(Type.Scalar.QUANTITY, wanted, found.get())) {
      value(path, wanted, differences);
    }
  }

  private void value(Path path, Value wanted, List<Difference> differences) {
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

  private void ephemeral(String name, Value container, List<Difference> differences) {
    differences.add(
        new Difference(
            pod.ref(),
            Change.ADDED,
            Path.of("spec", "ephemeralContainers").plus(Path.Key.of("name", name)),
            Optional.empty(),
            Optional.of(container)));
  }
}
