package dev.drift.rule.configuration;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.world.MaskedWorld;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// Which template of its workload a Pod was made from, as controllers mark it.
final class PodRevisions {
  /// The kinds that must be known.
  static final Set<GroupKind> KINDS =
      Set.of(
          Kinds.POD,
          Kinds.DEPLOYMENT,
          Kinds.REPLICA_SET,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.CONTROLLER_REVISION);

  private static final String HASH = "controller-revision-hash";
  private static final String NUMBER = "deployment.kubernetes.io/revision";

  private final MaskedWorld world;

  PodRevisions(MaskedWorld world) {
    this.world = world;
  }

  /// The same only for Pods of one template; empty if unknown.
  Optional<String> of(LiveResource pod) {
    return world
        .controller(pod)
        .flatMap(
            owner ->
                owner.id().groupKind().equals(Kinds.REPLICA_SET)
                    ? owner.uid()
                    : label(pod, HASH).flatMap(hash -> owner.uid().map(uid -> uid + " " + hash)));
  }

  /// Whether it is the newest template; empty if unknown.
  Optional<Boolean> isNewest(LiveResource pod) {
    LiveResource owner = world.controller(pod).orElse(pod);
    GroupKind kind = owner.id().groupKind();
    if (kind.equals(Kinds.REPLICA_SET)) {
      LiveResource deployment = world.controller(owner).orElse(owner);
      Optional<String> newest = annotation(deployment, NUMBER);
      return isSeen(deployment) && newest.isPresent()
          ? Optional.of(annotation(owner, NUMBER).equals(newest))
          : Optional.empty();
    }
    return newestHash(owner)
        .flatMap(newest -> label(pod, HASH).map(newest::equals))
        .filter(_ -> isSeen(owner));
  }

  /// What a StatefulSet says itself; the last ControllerRevision of a DaemonSet.
  private Optional<String> newestHash(LiveResource owner) {
    GroupKind kind = owner.id().groupKind();
    if (kind.equals(Kinds.STATEFUL_SET)) {
      return owner.content().object("status").text("updateRevision");
    }
    return kind.equals(Kinds.DAEMON_SET)
        ? world
            .live(Kinds.CONTROLLER_REVISION, owner.id().namespace())
            .filter(one -> one.controller().filter(named -> named.is(owner)).isPresent())
            .max(Comparator.comparing(PodRevisions::number))
            .flatMap(newest -> label(newest, HASH))
        : Optional.empty();
  }

  /// Whether the controller has seen what the object says now, so that its status speaks of that.
  static boolean isSeen(LiveResource workload) {
    Optional<BigDecimal> generation = workload.metadata().number("generation");
    return generation.isPresent()
        && workload
            .content()
            .object("status")
            .number("observedGeneration")
            .filter(seen -> seen.compareTo(generation.get()) >= 0)
            .isPresent();
  }

  private static BigDecimal number(LiveResource revision) {
    return revision.content().number("revision").orElse(BigDecimal.ZERO);
  }

  private static Optional<String> label(LiveResource resource, String name) {
    return resource.metadata().object("labels").text(name);
  }

  private static Optional<String> annotation(LiveResource resource, String name) {
    return resource.metadata().object("annotations").text(name);
  }
}
