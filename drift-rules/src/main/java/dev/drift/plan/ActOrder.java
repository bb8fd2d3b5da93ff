package dev.drift.plan;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What others need comes first: namespaces, CRDs, configuration, RBAC, everything else, workloads,
/// restarts; deletions come last and in the opposite order.
final class ActOrder implements Comparator<Act> {
  static final ActOrder INSTANCE = new ActOrder();

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final int OTHERS = 4;
  private static final int RESTARTS = 50;
  private static final int LAST = 100;

  private static final List<Set<GroupKind>> RANKS =
      List.of(
          Set.of(Kinds.NAMESPACE),
          Set.of(Kinds.CUSTOM_RESOURCE_DEFINITION),
          Set.of(
              Kinds.CONFIG_MAP,
              Kinds.SECRET,
              Kinds.SERVICE_ACCOUNT,
              Kinds.PERSISTENT_VOLUME_CLAIM,
              Kinds.LIMIT_RANGE,
              Kinds.RESOURCE_QUOTA));

  private static final Set<GroupKind> WORKLOADS =
      Set.of(
          Kinds.DEPLOYMENT,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.REPLICA_SET,
          Kinds.JOB,
          Kinds.CRON_JOB,
          Kinds.POD);

  private ActOrder() {}

  @Override
  public int compare(Act one, Act other) {
    int order = Integer.compare(rank(one), rank(other));
    return order == 0 ? one.resource().compareTo(other.resource()) : order;
  }

  private static int rank(Act act) {
    int rank = rank(act.resource().id().groupKind());
    return switch (act) {
      case Act.Patch _, Act.Create _, Act.Reconcile _, Act.Adopt _ -> rank;
      case Act.Restart _ -> RESTARTS;
      case Act.Delete _ -> LAST - rank;
    };
  }

  private static int rank(GroupKind kind) {
    for (int i = 0; i < RANKS.size(); i++) {
      if (RANKS.get(i).contains(kind)) {
        return i;
      }
    }
    return kind.group().equals(RBAC)
        ? RANKS.size()
        : WORKLOADS.contains(kind) ? OTHERS + 1 : OTHERS;
  }
}
