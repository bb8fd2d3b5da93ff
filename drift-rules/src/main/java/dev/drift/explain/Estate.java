package dev.drift.explain;

import dev.drift.canonical.OwnObjects;
import dev.drift.model.DesiredResource;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All resources of a run, for explanations that look at more than one.
public final class Estate {
  private final LiveState live;
  private final Resources<DesiredResource> declared;
  private final OwnObjects own;
  private final Map<GroupKind, List<DesiredResource>> missing = new ConcurrentHashMap<>();

  /// @param declared what Git declares
  /// @param own what the API server creates by itself
  public Estate(LiveState live, Resources<DesiredResource> declared, OwnObjects own) {
    this.live = live;
    this.declared = declared;
    this.own = own;
  }

  LiveState live() {
    return live;
  }

  Resources<DesiredResource> declared() {
    return declared;
  }

  OwnObjects own() {
    return own;
  }

  Optional<LiveResource> find(GroupKind kind, String namespace, String name) {
    return Optional.ofNullable(live.resources().get(new ResourceId(kind, namespace, name)));
  }

  /// The object that an owner reference of this object names, if it is there.
  Optional<LiveResource> owner(LiveResource live, GroupKind kind) {
    for (Value value : live.metadata().list("ownerReferences")) {
      if (value instanceof Value.Obj reference
          && kind.equals(
              GroupKind.of(
                  reference.text("apiVersion").orElse(""), reference.text("kind").orElse("")))) {
        String name = reference.text("name").orElse("");
        Optional<LiveResource> owner =
            find(kind, live.id().namespace(), name)
                .or(() -> find(kind, "", name))
                .filter(found -> found.uid().equals(reference.text("uid")));
        if (owner.isPresent()) {
          return owner;
        }
      }
    }
    return Optional.empty();
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
