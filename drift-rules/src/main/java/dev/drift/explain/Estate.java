package dev.drift.explain;

import dev.drift.model.DesiredResource;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All resources of a run, for explanations that look at more than one.
public final class Estate {
  private final LiveState live;
  private final Resources<DesiredResource> declared;
  private final Set<ResourceId> own;
  private final Map<GroupKind, List<DesiredResource>> missing = new ConcurrentHashMap<>();

  /// @param declared what Git declares
  /// @param own what the API server creates by itself; the namespace `*` stands for each
  public Estate(LiveState live, Resources<DesiredResource> declared, Set<ResourceId> own) {
    this.live = live;
    this.declared = declared;
    this.own = Set.copyOf(own);
  }

  LiveState live() {
    return live;
  }

  Resources<DesiredResource> declared() {
    return declared;
  }

  Set<ResourceId> own() {
    return own;
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
    return missing.computeIfAbsent(
        kind,
        _ ->
            wasRead(kind)
                ? declared.ofKind(kind).stream()
                    .filter(resource -> !live.resources().containsKey(resource.id()))
                    .toList()
                : List.of());
  }

  List<LiveResource> ofKind(GroupKind kind, String namespace) {
    return live.resources().ofKind(kind, namespace);
  }
}
