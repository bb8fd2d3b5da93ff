package dev.drift.evaluate.pod;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The templates that Pods were made from. A Pod is held against the template of its own revision,
/// so that a rollout makes no difference.
final class PodTemplates {
  private static final List<GroupKind> OF_REVISIONS = List.of(Kinds.STATEFUL_SET, Kinds.DAEMON_SET);
  private static final String HASH = "controller-revision-hash";
  private static final String NUMBER = "deployment.kubernetes.io/revision";

  /// What a Deployment takes where it names no `progressDeadlineSeconds`.
  private static final BigDecimal USUAL_DEADLINE = BigDecimal.valueOf(600);

  static final Reads READS =
      Reads.inNamespace(Kinds.REPLICA_SET, Kinds.CONTROLLER_REVISION)
          .andControllers()
          .and(Reads.Fact.TIME);

  private final World world;

  PodTemplates(World world) {
    this.world = world;
  }

  /// The template of a Pod.
  ///
  /// @param content of the Pod's own revision
  /// @param workload the outermost controller, such as the Deployment of the Pod's ReplicaSet
  /// @param leaving whether a rollout that still has time is about to replace the Pod
  record Template(Value.Obj content, LiveResource workload, boolean leaving) {}

  /// Empty if nothing that was read tells it.
  Optional<Template> of(LiveResource pod) {
    return controller(pod)
        .flatMap(
            owner ->
                template(owner, pod)
                    .map(template -> new Template(template, outermost(owner), isLeaving(owner))));
  }

  private Optional<Value.Obj> template(LiveResource owner, LiveResource pod) {
    if (!OF_REVISIONS.contains(owner.id().groupKind())) {
      return Optional.of(owner.content().object("spec").object("template"))
          .filter(template -> !template.fields().isEmpty());
    }
    String hash = pod.metadata().object("labels").text(HASH).orElse("");
    return Stream.of(hash, owner.id().name() + "-" + hash)
        .flatMap(
            name -> world.find(Kinds.CONTROLLER_REVISION, owner.id().namespace(), name).stream())
        .filter(revision -> controller(revision).equals(Optional.of(owner)))
        .map(revision -> revision.content().object("data").object("spec").object("template"))
        .filter(template -> !template.fields().isEmpty())
        .findFirst();
  }

  private LiveResource outermost(LiveResource owner) {
    LiveResource outermost = owner;
    for (int i = 0; i < 3; i++) {
      outermost = controller(outermost).orElse(outermost);
    }
    return outermost;
  }

  private Optional<LiveResource> controller(LiveResource resource) {
    return resource
        .controller()
        .flatMap(
            named ->
                world
                    .findController(named.kind(), resource.id().namespace(), named.name())
                    .filter(named::is));
  }

  /// Whether this is an old ReplicaSet of a Deployment whose newest is not older than the deadline
  /// for its rollout.
  private boolean isLeaving(LiveResource replicaSet) {
    Optional<LiveResource> deployment =
        replicaSet.id().groupKind().equals(Kinds.REPLICA_SET)
            ? controller(replicaSet)
            : Optional.empty();
    if (deployment.isEmpty()) {
      return false;
    }
    LiveResource newest =
        world.ofKind(Kinds.REPLICA_SET, replicaSet.id().namespace()).stream()
            .filter(resource -> controller(resource).equals(deployment))
            .max(Comparator.comparingLong(PodTemplates::revision))
            .orElse(replicaSet);
    Duration deadline =
        Duration.ofSeconds(
            deployment
                .get()
                .content()
                .object("spec")
                .number("progressDeadlineSeconds")
                .orElse(USUAL_DEADLINE)
                .longValue());
    return !newest.equals(replicaSet)
        && newest
            .created()
            .filter(since -> world.asOf().isBefore(since.plus(deadline)))
            .isPresent();
  }

  private static long revision(LiveResource replicaSet) {
    try {
      return Long.parseLong(replicaSet.metadata().object("annotations").text(NUMBER).orElse("0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
