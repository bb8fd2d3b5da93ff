package dev.drift.rule;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The built-in kinds that make Pods, and those around them.
public final class Workloads {
  /// The kinds that people write, including Pods, which need no controller.
  public static final Set<GroupKind> WRITTEN =
      Set.of(
          Kinds.POD,
          Kinds.DEPLOYMENT,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.JOB,
          Kinds.CRON_JOB);

  private static final Set<GroupKind> MAKERS =
      Set.of(
          Kinds.DEPLOYMENT,
          Kinds.REPLICA_SET,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.JOB,
          Kinds.CRON_JOB);

  /// What [#of] and [#pods] look at, for rules that judge a namespace.
  public static final Reads READS =
      Reads.inNamespace(WRITTEN.toArray(GroupKind[]::new)).andControllers();

  private Workloads() {}

  /// Whether the object was made from the template of another, which is judged itself.
  public static boolean isMade(LiveResource resource) {
    return resource.controller().filter(owner -> MAKERS.contains(owner.kind())).isPresent();
  }

  /// The objects that nothing else makes, of those that rules judge.
  public static List<LiveResource> of(MaskedWorld world) {
    return new TreeSet<>(WRITTEN)
        .stream().flatMap(world::judged).filter(resource -> !isMade(resource)).toList();
  }

  /// The Pods that are to stay, of those that rules judge.
  public static List<LiveResource> pods(MaskedWorld world) {
    return world
        .judged(Kinds.POD)
        .filter(pod -> pod.metadata().get("deletionTimestamp").isEmpty())
        .toList();
  }
}
