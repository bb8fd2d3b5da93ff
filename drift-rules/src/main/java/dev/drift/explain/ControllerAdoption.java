package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Controllers write themselves into what they adopt: a ReplicaSet into each Pod that its selector
/// finds, and a StatefulSet into the claims of its Pods where its retention policy deletes them.
///
/// See pkg/controller/controller_ref_manager.go and `claimOwnerMatchesSetAndPod` in
/// pkg/controller/statefulset/stateful_set_utils.go of Kubernetes. Whoever may write an owner could
/// have objects collected with it, so the owner must be there and do such things.
final class ControllerAdoption implements Explanation {
  private static final PathPattern ALL = PathPattern.parse("metadata.ownerReferences");
  private static final PathPattern ONE = PathPattern.parse("metadata.ownerReferences[*]");
  private static final Reads READS = Reads.NOTHING.andControllers();

  @Override
  public String name() {
    return "controller-ownership";
  }

  @Override
  public Reads reads() {
    return READS;
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    boolean owned =
        difference.isAddition()
            && (ALL.matches(difference.path()) || ONE.matches(difference.path()))
            && isOwned(difference.live().orElse(Value.Null.NULL), live, world);
    return owned
        ? Optional.of("its controller adopted it and set the owner reference")
        : Optional.empty();
  }

  private static boolean isOwned(Value value, LiveResource live, World world) {
    return value instanceof Value.Arr(List<Value> items)
        ? items.stream().allMatch(item -> isOwned(item, live, world))
        : value instanceof Value.Obj reference
            && owner(reference, live, world)
                .filter(owner -> owns(owner, reference, live, world))
                .isPresent();
  }

  private static Optional<LiveResource> owner(Value.Obj reference, LiveResource live, World world) {
    GroupKind kind =
        GroupKind.of(reference.text("apiVersion").orElse(""), reference.text("kind").orElse(""));
    return world
        .findController(kind, live.id().namespace(), reference.text("name").orElse(""))
        .filter(owner -> owner.uid().equals(reference.text("uid")));
  }

  private static boolean owns(
      LiveResource owner, Value.Obj reference, LiveResource live, World world) {
    GroupKind kind = owner.id().groupKind();
    if (live.id().groupKind().equals(Kinds.PERSISTENT_VOLUME_CLAIM)) {
      return kind.equals(Kinds.STATEFUL_SET)
          ? deletesClaims(owner)
          : kind.equals(Kinds.POD)
              && owner
                  .controller()
                  .flatMap(
                      set ->
                          world
                              .findController(set.kind(), live.id().namespace(), set.name())
                              .filter(set::is))
                  .filter(ControllerAdoption::deletesClaims)
                  .isPresent();
    }
    return reference.get("controller").equals(Optional.of(Value.of(true)))
        && Controllers.make(live.id().groupKind(), kind)
        && selects(owner, live);
  }

  private static boolean deletesClaims(LiveResource set) {
    return set.content()
        .object("spec")
        .object("persistentVolumeClaimRetentionPolicy")
        .fields()
        .containsValue(Value.of("Delete"));
  }

  /// A ReplicationController's selector is the labels themselves.
  private static boolean selects(LiveResource owner, LiveResource live) {
    Value.Obj selector = owner.content().object("spec").object("selector");
    Map<String, Value> wanted =
        selector.get("matchLabels").isPresent()
            ? selector.object("matchLabels").fields()
            : selector.get("matchExpressions").isPresent() ? Map.of() : selector.fields();
    return !wanted.isEmpty()
        && live.metadata().object("labels").fields().entrySet().containsAll(wanted.entrySet());
  }
}
