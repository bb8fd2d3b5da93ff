package dev.drift.explain;

import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All resources of a run, for explanations that look at more than one.
///
/// @param declared what Git declares
/// @param own what the API server creates by itself; the namespace `*` stands for each
public record Estate(LiveState live, Set<ResourceId> declared, Set<ResourceId> own) {
  public Estate {
    declared = Set.copyOf(declared);
    own = Set.copyOf(own);
  }

  Optional<LiveResource> find(GroupKind kind, String namespace, String name) {
    return Optional.ofNullable(live.resources().get(new ResourceId(kind, namespace, name)));
  }

  /// Whether all objects of the kind are known.
  boolean wasRead(GroupKind kind) {
    return live.coverageOf(kind).map(KindCoverage::known).orElse(false);
  }

  List<LiveResource> ofKind(GroupKind kind) {
    return live.resources().values().stream()
        .filter(resource -> resource.id().groupKind().equals(kind))
        .toList();
  }
}
