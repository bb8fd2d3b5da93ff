package dev.drift.noise;

import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The objects of a cluster by kind.
final class Objects {
  private final Map<GroupKind, List<LiveResource>> byKind = new HashMap<>();

  Objects(LiveState live) {
    for (LiveResource one : live.resources().values()) {
      byKind.computeIfAbsent(one.id().groupKind(), _ -> new ArrayList<>()).add(one);
    }
  }

  List<LiveResource> of(GroupKind kind) {
    return byKind.getOrDefault(kind, List.of());
  }
}
