package dev.drift.evaluate;

import dev.drift.explain.Explainer;
import dev.drift.model.Lazy;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Location;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.owner.Owners;
import dev.drift.owner.Ownership;
import dev.drift.owner.ReleaseContents;
import dev.drift.world.DesiredState;
import dev.drift.world.World;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A live object of a tracked kind that no source declares to be compared, and why that may be so.
record UndeclaredObject(LiveResource object, Standing standing) {

  /// Why it is there.
  sealed interface Standing {
    /// A source declares it outside of what is compared.
    record DeclaredElsewhere(Location location) implements Standing {}

    /// Nobody claims to declare what is there.
    record OutOfScope() implements Standing {}

    /// Nobody made it by hand.
    record Explained(String sentence) implements Standing {}

    record Deleted(String sentence) implements Standing {}

    /// Another deployer put it there.
    record Owned(Ownership.Proven proof) implements Standing {}

    /// It says that another deployer put it there, which could not be verified.
    record Unverifiable(Ownership.Unverifiable why) implements Standing {}

    /// What may have made it is of a kind that was not read.
    record MakerUnread(GroupKind kind) implements Standing {}

    /// Files that could not be read as manifests may declare it.
    record MaybeDeclared(Unrendered where) implements Standing {}

    /// @param claim what it says of its owner, where that is not so or does not count
    record Unmanaged(Optional<String> claim) implements Standing {}
  }

  /// Bindings give rights, so only a proof that covers these counts for them.
  private static final Set<String> RIGHTS = Set.of("RoleBinding", "ClusterRoleBinding");

  private static final String RBAC = "rbac.authorization.k8s.io";

  /// All of them.
  static SortedMap<ResourceId, UndeclaredObject> of(
      World world, Explainer explainer, ReleaseContents releases) {
    return next(new TreeMap<>(), world.live().resources().keySet(), world, explainer, releases);
  }

  /// All of them after a change.
  static SortedMap<ResourceId, UndeclaredObject> next(
      SortedMap<ResourceId, UndeclaredObject> before,
      Impact impact,
      World world,
      Explainer explainer,
      ReleaseContents releases) {
    Set<ResourceId> again = new HashSet<>();
    impact.concerned(before).forEach(again::add);
    impact.reach(Explainer.READS_OF_UNDECLARED).among(before).forEach(again::add);
    if (impact.records()) {
      again.addAll(before.keySet());
    }
    return next(before, again, world, explainer, releases);
  }

  private static SortedMap<ResourceId, UndeclaredObject> next(
      SortedMap<ResourceId, UndeclaredObject> before,
      Set<ResourceId> again,
      World world,
      Explainer explainer,
      ReleaseContents releases) {
    DesiredState desired = world.desired();
    LiveState live = world.live();
    // It takes reading every Helm release of the cluster.
    Lazy<Owners> owners = new Lazy<>(() -> Owners.of(live, desired.onlyNamespaces(), releases));
    Deletions deletions = new Deletions(live);
    Set<GroupKind> kinds = TrackedKinds.undeclared(desired.claim(), desired.kinds());
    SortedMap<ResourceId, UndeclaredObject> all = new TreeMap<>(before);
    for (ResourceId id : again) {
      LiveResource object = live.resources().get(id);
      if (object == null
          || !kinds.contains(id.groupKind())
          || desired.resources().containsKey(id)) {
        all.remove(id);
      } else {
        all.put(
            id,
            new UndeclaredObject(object, standing(object, desired, explainer, owners, deletions)));
      }
    }
    return Collections.unmodifiableSortedMap(all);
  }

  private static Standing standing(
      LiveResource object,
      DesiredState desired,
      Explainer explainer,
      Lazy<Owners> owners,
      Deletions deletions) {
    Location elsewhere = desired.elsewhere().get(object.id());
    if (elsewhere != null) {
      return new Standing.DeclaredElsewhere(elsewhere);
    }
    Optional<String> explanation = explainer.explainUndeclared(object);
    if (explanation.isPresent()) {
      return new Standing.Explained(explanation.get());
    }
    if (!desired.claim().covers(object.id())) {
      return new Standing.OutOfScope();
    }
    Optional<String> deleted = deletions.of(object);
    if (deleted.isPresent()) {
      return new Standing.Deleted(deleted.get());
    }
    Optional<GroupKind> maker = explainer.unreadMaker(object);
    if (maker.isPresent()) {
      return new Standing.MakerUnread(maker.get());
    }
    if (desired.ofCluster().isPresent()) {
      return history(object, owners)
          .<Standing>map(Standing.Explained::new)
          .orElseGet(() -> new Standing.Unmanaged(Optional.empty()));
    }
    Optional<String> claim = Optional.empty();
    switch (owners.get().of(object)) {
      case Ownership.Proven proof when proof.coversRights() || !givesRights(object.id()) -> {
        return new Standing.Owned(proof);
      }
      case Ownership.Proven proof ->
          claim =
              Optional.of(
                  "%s may own it, but %s, which does not cover the permissions it grants"
                      .formatted(proof.owner(), proof.evidence()));
      case Ownership.Unverifiable why -> {
        return new Standing.Unverifiable(why);
      }
      case Ownership.Forged(String sentence) -> claim = Optional.of(sentence);
      case Ownership.None _ -> {}
    }
    Optional<Unrendered> unrendered = desired.mayDeclare(object.id());
    return unrendered.isPresent()
        ? new Standing.MaybeDeclared(unrendered.get())
        : new Standing.Unmanaged(claim);
  }

  /// Two clusters have installed the same releases at other times and in other steps.
  private static Optional<String> history(LiveResource object, Lazy<Owners> owners) {
    GroupKind kind = object.id().groupKind();
    boolean stores = kind.equals(Kinds.SECRET) || kind.equals(Kinds.CONFIG_MAP);
    return stores
            && Owners.isRecord(object)
            && owners.get().of(object) instanceof Ownership.Proven proof
        ? Optional.of("%s; %s".formatted(proof.owner(), proof.evidence()))
        : Optional.empty();
  }

  private static boolean givesRights(ResourceId id) {
    return id.groupKind().group().equals(RBAC) && RIGHTS.contains(id.kind());
  }

  /// Objects that are somebody else's, so that rules do not judge them: what other deployers own,
  /// and cluster-scoped objects that Kubernetes makes.
  static Set<ResourceId> ofOthers(Collection<UndeclaredObject> all) {
    Set<ResourceId> others = new HashSet<>();
    for (UndeclaredObject one : all) {
      boolean other =
          switch (one.standing()) {
            case Standing.Owned _, Standing.OutOfScope _ -> true;
            case Standing.Explained _ -> one.object().id().namespace().isEmpty();
            case Standing.DeclaredElsewhere _,
                Standing.Deleted _,
                Standing.Unverifiable _,
                Standing.MakerUnread _,
                Standing.MaybeDeclared _,
                Standing.Unmanaged _ ->
                false;
          };
      if (other) {
        others.add(one.object().id());
      }
    }
    return Collections.unmodifiableSet(others);
  }
}
