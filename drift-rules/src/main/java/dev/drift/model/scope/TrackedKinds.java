package dev.drift.model.scope;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Kinds that are read although Git does not name them: what somebody adds by hand.
public final class TrackedKinds {
  public static final Set<GroupKind> ALL =
      Set.of(
          Kinds.POD,
          Kinds.REPLICATION_CONTROLLER,
          Kinds.CONFIG_MAP,
          Kinds.SECRET,
          Kinds.SERVICE_ACCOUNT,
          Kinds.SERVICE,
          Kinds.PERSISTENT_VOLUME_CLAIM,
          Kinds.PERSISTENT_VOLUME,
          Kinds.RESOURCE_QUOTA,
          Kinds.LIMIT_RANGE,
          Kinds.DEPLOYMENT,
          Kinds.REPLICA_SET,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.JOB,
          Kinds.CRON_JOB,
          Kinds.HORIZONTAL_POD_AUTOSCALER,
          Kinds.POD_DISRUPTION_BUDGET,
          Kinds.INGRESS,
          Kinds.NETWORK_POLICY,
          Kinds.ROLE,
          Kinds.ROLE_BINDING,
          Kinds.CLUSTER_ROLE,
          Kinds.CLUSTER_ROLE_BINDING,
          Kinds.STORAGE_CLASS,
          Kinds.MUTATING_WEBHOOK_CONFIGURATION,
          Kinds.VALIDATING_WEBHOOK_CONFIGURATION,
          Kinds.PRIORITY_CLASS,
          Kinds.CUSTOM_RESOURCE_DEFINITION);

  private static final Set<GroupKind> WORKLOADS =
      Set.of(
          Kinds.DEPLOYMENT,
          Kinds.REPLICA_SET,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.JOB,
          Kinds.CRON_JOB,
          Kinds.REPLICATION_CONTROLLER);

  /// What controllers make of workloads: somebody may change a Pod under a workload that is as Git
  /// says.
  private static final Set<GroupKind> CHILDREN =
      Set.of(Kinds.POD, Kinds.REPLICA_SET, Kinds.CONTROLLER_REVISION);

  /// What the explanations of a kind look at; a test compares it with their declared reads.
  private static final Map<GroupKind, Set<GroupKind>> EXPLAINED_BY =
      Map.of(
          Kinds.PERSISTENT_VOLUME_CLAIM,
          Set.of(Kinds.PERSISTENT_VOLUME, Kinds.STORAGE_CLASS, Kinds.NODE),
          Kinds.PERSISTENT_VOLUME,
          Set.of(Kinds.PERSISTENT_VOLUME_CLAIM),
          Kinds.INGRESS,
          Set.of(Kinds.INGRESS_CLASS),
          Kinds.POD,
          Set.of(Kinds.RUNTIME_CLASS, Kinds.PRIORITY_CLASS, Kinds.SERVICE_ACCOUNT, Kinds.NODE),
          Kinds.ENDPOINTS,
          Set.of(Kinds.SERVICE),
          Kinds.SERVICE_ACCOUNT,
          Set.of(Kinds.SECRET),
          Kinds.SECRET,
          Set.of(Kinds.SERVICE_ACCOUNT, Kinds.CONFIG_MAP));

  private TrackedKinds() {}

  /// The kinds of which undeclared objects are looked for.
  ///
  /// @param used kinds that Git uses
  public static Set<GroupKind> undeclared(Claim claim, Set<GroupKind> used) {
    Set<GroupKind> kinds = new TreeSet<>(ALL);
    kinds.addAll(used);
    if (claim.everything()) {
      kinds.add(Kinds.NAMESPACE);
    }
    return kinds;
  }

  /// All kinds that are read if Git uses these.
  public static Set<GroupKind> with(Set<GroupKind> used) {
    Set<GroupKind> kinds = new TreeSet<>(ALL);
    kinds.addAll(used);
    kinds.addAll(explaining(used));
    if (hasPods(used)) {
      kinds.addAll(CHILDREN);
    }
    return kinds;
  }

  /// The kinds without which a difference of an object of these cannot be distinguished from drift.
  public static Set<GroupKind> explaining(Set<GroupKind> used) {
    Set<GroupKind> kinds = new TreeSet<>();
    EXPLAINED_BY.forEach(
        (kind, others) -> {
          if (used.contains(kind)) {
            kinds.addAll(others);
          }
        });
    if (hasPods(used)) {
      kinds.add(Kinds.HORIZONTAL_POD_AUTOSCALER);
    }
    return kinds;
  }

  /// Whether there are workloads among these.
  public static boolean hasPods(Set<GroupKind> used) {
    return used.stream().anyMatch(WORKLOADS::contains);
  }
}
