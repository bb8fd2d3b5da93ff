package dev.drift.explain;

import dev.drift.model.DesiredResource;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All resources of a run, for explanations that look at more than one.
///
/// @param declared what Git declares
/// @param own what the API server creates by itself; the namespace `*` stands for each
public record Estate(
    LiveState live, Map<ResourceId, DesiredResource> declared, Set<ResourceId> own) {
  public Estate {
    declared = Map.copyOf(declared);
    own = Set.copyOf(own);
  }

  Optional<LiveResource> find(GroupKind kind, String namespace, String name) {
    return Optional.ofNullable(live.resources().get(new ResourceId(kind, namespace, name)));
  }

  /// Whether all objects of the kind are known.
  boolean wasRead(GroupKind kind) {
    return live.coverageOf(kind).map(KindCoverage::known).orElse(false);
  }

  /// What Git declares of a kind and the cluster does not have.
  List<DesiredResource> missing(GroupKind kind) {
    return declared.values().stream()
        .filter(resource -> resource.id().groupKind().equals(kind))
        .filter(resource -> wasRead(kind) && !live.resources().containsKey(resource.id()))
        .toList();
  }

  List<LiveResource> ofKind(GroupKind kind) {
    return live.resources().values().stream()
        .filter(resource -> resource.id().groupKind().equals(kind))
        .toList();
  }
}
