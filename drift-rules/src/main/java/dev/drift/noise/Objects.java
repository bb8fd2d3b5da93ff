package dev.drift.noise;

import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import java.util.List;
import java.util.Map;

/// The objects of a cluster by kind.
record Objects(Map<GroupKind, List<LiveResource>> byKind) {
  Objects {
    byKind = Map.copyOf(byKind);
  }

  List<LiveResource> of(GroupKind kind) {
    return byKind.getOrDefault(kind, List.of());
  }
}
