package dev.drift.rule;

import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The built-in kinds that make Pods, and those around them.
public final class Workloads {
  public static final GroupKind POD = new GroupKind("", "Pod");
  public static final GroupKind NODE = new GroupKind("", "Node");
  public static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  public static final GroupKind REPLICA_SET = new GroupKind("apps", "ReplicaSet");
  public static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");
  public static final GroupKind DAEMON_SET = new GroupKind("apps", "DaemonSet");
  public static final GroupKind REVISION = new GroupKind("apps", "ControllerRevision");
  public static final GroupKind JOB = new GroupKind("batch", "Job");
  public static final GroupKind CRON_JOB = new GroupKind("batch", "CronJob");

  /// The kinds that people write, including Pods, which need no controller.
  public static final Set<GroupKind> WRITTEN =
      Set.of(POD, DEPLOYMENT, STATEFUL_SET, DAEMON_SET, JOB, CRON_JOB);

  private static final Set<GroupKind> MAKERS =
      Set.of(DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET, JOB, CRON_JOB);

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
        .judged(POD)
        .filter(pod -> pod.metadata().get("deletionTimestamp").isEmpty())
        .toList();
  }
}
