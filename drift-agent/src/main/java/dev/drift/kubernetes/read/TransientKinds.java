package dev.drift.kubernetes.read;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import java.util.Set;

/// Kinds whose objects come and go on their own, or are computed when asked for: a snapshot of
/// everything leaves them out.
final class TransientKinds {
  private static final Set<GroupKind> KINDS =
      Set.of(
          new GroupKind("", "Event"),
          new GroupKind("events.k8s.io", "Event"),
          new GroupKind("", "ComponentStatus"),
          Kinds.LEASE);

  private static final Set<String> GROUPS =
      Set.of("metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io");

  private TransientKinds() {}

  static boolean contain(GroupKind kind) {
    return KINDS.contains(kind) || GROUPS.contains(kind.group());
  }
}
