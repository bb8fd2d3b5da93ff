package dev.drift.pipeline;

import dev.drift.attribute.LoggedRequest;
import dev.drift.evaluate.Evaluation;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.world.DesiredState;
import dev.drift.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which requests are about objects that an evaluation compares. The request log names kinds by
/// their plural.
final class ComparedKinds {
  /// What controllers make of workloads, and make again when it is deleted.
  private static final Set<GroupKind> CHILDREN = Set.of(Kinds.POD, Kinds.REPLICA_SET);

  private final Map<String, ApiKind> byPlural = new HashMap<>();
  private final DesiredState desired;

  ComparedKinds(World world) {
    this.desired = world.desired();
    Set<GroupKind> compared = TrackedKinds.undeclared(desired.claim(), desired.kinds());
    for (ApiKind kind : world.live().kinds()) {
      if (compared.contains(kind.groupKind())) {
        byPlural.putIfAbsent(kind.groupKind().group() + "/" + kind.plural(), kind);
      }
    }
  }

  /// The object of a request, at the version at which it is compared.
  ///
  /// @return empty if objects of its kind are not compared
  Optional<ResourceRef> about(LoggedRequest request, World world) {
    return Optional.ofNullable(byPlural.get(request.group() + "/" + request.resource()))
        .map(
            kind -> {
              ResourceId id =
                  new ResourceId(
                      kind.groupKind(),
                      kind.namespaced() ? request.namespace() : "",
                      request.name());
              return Optional.ofNullable(world.declared().get(id))
                  .map(DesiredResource::ref)
                  .or(
                      () ->
                          Optional.ofNullable(world.live().resources().get(id))
                              .map(LiveResource::ref))
                  .orElseGet(() -> new ResourceRef(kind.apiVersion(), id));
            });
  }

  /// Empty if objects of the kind are not compared.
  Optional<ApiKind> kind(GroupKind kind) {
    return byPlural.values().stream().filter(it -> it.groupKind().equals(kind)).findFirst();
  }

  /// Whether it matters who wrote it: Git declares it, or would have to.
  ///
  /// @param owned whether it was sent with an owner: then whoever wrote the owner counts
  boolean matters(LoggedRequest request, ResourceId id, boolean owned, Evaluation evaluation) {
    if (desired.resources().containsKey(id)) {
      return true;
    }
    if (!desired.onlyNamespaces().isEmpty() && !desired.onlyNamespaces().contains(id.home())) {
      return false;
    }
    if (request.deletesMany()) {
      return desired.claim().covers(id)
          || !desired.resources().ofKind(id.groupKind(), id.namespace()).isEmpty();
    }
    if (!desired.claim().covers(id) || desired.elsewhere().containsKey(id)) {
      return false;
    }
    if (evaluation.world().live().resources().containsKey(id)) {
      // What a controller, an operator or another deployer made is explained.
      return evaluation.resource(id).filter(it -> !it.judgements().isEmpty()).isPresent();
    }
    return !owned && !(request.deletes() && CHILDREN.contains(id.groupKind()));
  }
}
