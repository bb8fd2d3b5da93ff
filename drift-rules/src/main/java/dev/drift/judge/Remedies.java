package dev.drift.judge;

import dev.drift.canonical.ImmutableFields;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Location;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How a difference is undone: applying Git restores what Git names and leaves everything else.
final class Remedies {
  private final MaskedWorld world;
  private final Function<Difference, Shown> desired;

  /// @param desired what people may see of a value of Git
  Remedies(MaskedWorld world, Function<Difference, Shown> desired) {
    this.world = world;
    this.desired = desired;
  }

  /// How, and by which command.
  ///
  /// @param sentence empty if the advice of the rule says it all
  record Remedy(String sentence, Optional<String> command) {
    static final Remedy NONE = new Remedy("", Optional.empty());
  }

  /// @param origin where Git declares it
  Remedy of(Difference difference, Optional<Location> origin, Optional<LiveResource> live) {
    ResourceId id = difference.resource().id();
    GroupKind kind = id.groupKind();
    if (kind.equals(Kinds.NODE) || kind.equals(NodeProfile.KIND)) {
      return Remedy.NONE;
    }
    Difference field = difference.ofField();
    return switch (field.change()) {
      case UNMANAGED -> unmanaged(id);
      case MISSING -> apply(id, origin, live);
      case CHANGED, REMOVED, REORDERED, ADDED, DEFAULT_CHANGED ->
          changed(field, origin, live.orElseThrow());
    };
  }

  private static Remedy unmanaged(ResourceId id) {
    return Kinds.NEVER_DELETED.contains(id.groupKind())
        ? new Remedy(
            "Deleting it also deletes the data it holds; check with its owner first.",
            Optional.empty())
        : with("", Kubectl.command(id, List.of("delete")));
  }

  private Remedy changed(Difference difference, Optional<Location> origin, LiveResource live) {
    ResourceId id = live.id();
    if (id.groupKind().equals(Kinds.POD) && live.controller().isPresent()) {
      return with(
          "Delete the Pod: its controller creates a new one from the template.",
          Kubectl.command(id, List.of("delete")));
    }
    if (ImmutableFields.contain(id.groupKind(), difference.path(), live.content())) {
      return new Remedy(recreation(id.groupKind()), Optional.empty());
    }
    if (id.groupKind().equals(Kinds.PERSISTENT_VOLUME_CLAIM)
        && difference.path().startsWith(Path.of("spec", "resources"))) {
      return new Remedy("A claim can be expanded but not shrunk.", Optional.empty());
    }
    // A list without identities is Git's as a whole as soon as Git has it.
    boolean ofAtomicList =
        !difference.path().isRoot() && difference.path().elements().getLast() instanceof Path.Index;
    if (difference.change() == Change.ADDED && !ofAtomicList) {
      return removal(difference, live);
    }
    return difference.change() == Change.DEFAULT_CHANGED
        ? restoredDefault(difference, live)
        : apply(id, origin, Optional.of(live));
  }

  private Remedy apply(ResourceId id, Optional<Location> origin, Optional<LiveResource> live) {
    String namespace = world.namesNamespace(id) ? "" : id.namespace();
    boolean serverSide =
        live.stream()
            .flatMap(one -> one.owners().stream())
            .anyMatch(
                owner -> owner.operation().equals("Apply") && owner.manager().equals("kubectl"));
    return with(
        "Applying Git restores it.", origin.flatMap(from -> apply(from, namespace, serverSide)));
  }

  /// What a renderer makes is in no file that could be applied.
  private static Optional<String> apply(Location from, String namespace, boolean serverSide) {
    return switch (from) {
      case Location.Written(Place place) -> Kubectl.apply(place.file(), namespace, serverSide);
      case Generated _ -> Optional.empty();
    };
  }

  private Remedy removal(Difference difference, LiveResource live) {
    return with(
        "Applying Git does not remove it.",
        Removal.of(live.id(), difference.path()).or(() -> patch(difference, live)));
  }

  private Remedy restoredDefault(Difference difference, LiveResource live) {
    Optional<String> scaled =
        difference.path().equals(Path.of("spec", "replicas"))
                && live.id().groupKind().group().equals("apps")
                && difference.desired().orElse(Value.Null.NULL) instanceof Value.Num number
            ? Kubectl.command(
                live.id(), List.of("scale"), "--replicas=" + number.value().toPlainString())
            : Optional.empty();
    return with(
        "Git does not set the field, so applying Git does not restore its default.",
        scaled.or(() -> patch(difference, live)));
  }

  private Optional<String> patch(Difference difference, LiveResource live) {
    return new JsonPatch(live.content(), desired)
        .of(difference)
        .flatMap(patch -> Kubectl.command(live.id(), List.of("patch"), "--type=json", "-p", patch));
  }

  private static String recreation(GroupKind kind) {
    String how = "The field is immutable: delete the object and create it again";
    return kind.equals(Kinds.STATEFUL_SET)
        ? how + "; with --cascade=orphan, its Pods keep running."
        : Kinds.NEVER_DELETED.contains(kind)
            ? how + " after backing up its data."
            : how + " from Git.";
  }

  private static Remedy with(String sentence, Optional<String> command) {
    return new Remedy(sentence, command);
  }
}
