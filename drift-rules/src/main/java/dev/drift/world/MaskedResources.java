package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DesiredResource;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Claim;
import dev.drift.model.value.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The resources of both sides with their secrets masked, each at most once: masking takes longer
/// than anything else that is done for rules.
final class MaskedResources {
  private final World world;
  private final LiveState live;
  private final Resources<DesiredResource> declared;
  private final Claim claim;
  private final Set<ResourceId> others;
  private final List<ImageExpectations> images;
  private final Set<String> namespaces;
  private final Map<GroupKind, List<LiveResource>> liveByKind = new ConcurrentHashMap<>();
  private final Map<GroupKind, List<Declared>> declaredByKind = new ConcurrentHashMap<>();
  /// Later views share it: an entry holds only as long as the object is the same.
  private final Map<ResourceId, Masked> masked;

  private record Masked(LiveResource plain, LiveResource masked) {}

  /// @param others objects that are somebody else's, and are not judged
  /// @param images what policies expect of images; all of them hold
  MaskedResources(World world, Set<ResourceId> others, List<ImageExpectations> images) {
    this(
        world,
        others,
        images,
        namespaces(world),
        new ConcurrentHashMap<>(world.live().resources().size()));
  }

  private MaskedResources(
      World world,
      Set<ResourceId> others,
      List<ImageExpectations> images,
      Set<String> namespaces,
      Map<ResourceId, Masked> masked) {
    this.world = requireNonNull(world, "world is null");
    this.live = world.live();
    this.declared = world.declared();
    this.claim = world.desired().claim();
    this.others = requireNonNull(others, "others is null");
    this.images = List.copyOf(images);
    this.namespaces = namespaces;
    this.masked = masked;
  }

  private static Set<String> namespaces(World world) {
    Claim claim = world.desired().claim();
    Set<String> all = new HashSet<>(world.desired().namespaces());
    if (claim.everything()) {
      all.addAll(world.live().resources().homes());
    } else {
      all.addAll(claim.namespaces());
    }
    all.remove("");
    return Collections.unmodifiableSet(all);
  }

  /// What has not changed is the same object in both worlds, so that nothing is compared.
  @SuppressWarnings("ReferenceEquality")
  MaskedResources next(World later, Set<ResourceId> mine) {
    boolean depends = claim.everything() || later.desired() != world.desired();
    MaskedResources next =
        new MaskedResources(later, mine, images, depends ? namespaces(later) : namespaces, masked);
    if (masked.size() > next.live.resources().size()) {
      masked.keySet().removeIf(id -> !next.live.resources().containsKey(id));
    }
    liveByKind.forEach(
        (kind, list) -> {
          if (live.resources().ofKind(kind) == next.live.resources().ofKind(kind)) {
            next.liveByKind.put(kind, list);
          }
        });
    if (later.declared() == world.declared()) {
      next.declaredByKind.putAll(declaredByKind);
    }
    return next;
  }

  World world() {
    return world;
  }

  List<ImageExpectations> images() {
    return images;
  }

  List<LiveResource> live(GroupKind kind) {
    return liveByKind.computeIfAbsent(
        kind, _ -> live.resources().ofKind(kind).stream().map(this::masked).toList());
  }

  Stream<LiveResource> live(GroupKind kind, String namespace) {
    return live.resources().ofKind(kind, namespace).stream().map(this::masked);
  }

  List<LiveResource> liveAround(String namespace, GroupKind kind) {
    return around(namespace, kind).map(this::masked).toList();
  }

  /// Those of a cluster-scoped kind are in every namespace's view.
  private Stream<LiveResource> around(String namespace, GroupKind kind) {
    List<LiveResource> inNone = live.resources().ofKind(kind, "");
    return (inNone.isEmpty() ? live.resources().ofKind(kind, namespace) : inNone).stream();
  }

  SortedSet<String> namespacesOf(Set<GroupKind> kinds) {
    SortedSet<String> all = new TreeSet<>();
    kinds.forEach(
        kind -> live.resources().ofKind(kind).forEach(one -> all.add(one.id().namespace())));
    return all;
  }

  /// Others are left out before they are masked.
  Stream<LiveResource> judged(GroupKind kind) {
    return live.resources().ofKind(kind).stream().filter(this::judges).map(this::masked);
  }

  Stream<LiveResource> judgedAround(String namespace, GroupKind kind) {
    return around(namespace, kind).filter(this::judges).map(this::masked);
  }

  Optional<LiveResource> judged(ResourceId id) {
    return Optional.ofNullable(live.resources().get(id)).filter(this::judges).map(this::masked);
  }

  private boolean judges(LiveResource object) {
    ResourceId id = outermost(object).id();
    return declares(id) || (claim.covers(id) && !others.contains(id));
  }

  Optional<LiveResource> find(ResourceId id) {
    return Optional.ofNullable(live.resources().get(id)).map(this::masked);
  }

  Optional<LiveResource> controller(LiveResource resource) {
    return owner(resource).map(this::masked);
  }

  LiveResource workload(LiveResource resource) {
    LiveResource outermost = outermost(resource);
    return outermost.id().equals(resource.id()) ? resource : masked(outermost);
  }

  /// The same without masks.
  private LiveResource outermost(LiveResource resource) {
    LiveResource outermost = resource;
    for (int i = 0; i < 4; i++) {
      Optional<LiveResource> owner = owner(outermost);
      if (owner.isEmpty()) {
        break;
      }
      outermost = owner.get();
    }
    return outermost;
  }

  private Optional<LiveResource> owner(LiveResource resource) {
    return resource
        .controller()
        .flatMap(
            named ->
                unmasked(named.kind(), resource.id().namespace(), named.name())
                    .or(() -> unmasked(named.kind(), "", named.name()))
                    .filter(named::is));
  }

  private Optional<LiveResource> unmasked(GroupKind kind, String namespace, String name) {
    return Optional.ofNullable(live.resources().get(new ResourceId(kind, namespace, name)));
  }

  Set<ResourceId> others() {
    return others;
  }

  boolean declares(ResourceId id) {
    return declared.containsKey(id);
  }

  boolean namesNamespace(ResourceId id) {
    DesiredResource resource = declared.get(id);
    return resource != null && !resource.manifest().namespace().isEmpty();
  }

  Optional<Declared> desired(ResourceId id) {
    return Optional.ofNullable(declared.get(id)).map(this::masked);
  }

  List<Declared> desired(GroupKind kind) {
    return declaredByKind.computeIfAbsent(
        kind, _ -> declared.ofKind(kind).stream().map(this::masked).toList());
  }

  Set<String> namespaces() {
    return namespaces;
  }

  boolean knows(GroupKind kind) {
    return live.coverageOf(kind)
        .map(KindCoverage::known)
        .orElseGet(() -> live.kinds().stream().noneMatch(one -> one.groupKind().equals(kind)));
  }

  /// A snapshot holds what is masked already. What has changed is another object.
  @SuppressWarnings("ReferenceEquality")
  private LiveResource masked(LiveResource resource) {
    if (live.keyId().isPresent()) {
      return resource;
    }
    Masked known = masked.get(resource.id());
    if (known == null || known.plain() != resource) {
      // Rules ask for the same object at the same time; all but one wait.
      known =
          masked.compute(
              resource.id(),
              (_, before) ->
                  before != null && before.plain() == resource ? before : mask(resource));
    }
    return known.masked();
  }

  private Masked mask(LiveResource resource) {
    Value.Obj content = world.redactor().redact(resource.ref(), resource.content());
    return new Masked(
        resource,
        content.equals(resource.content())
            ? resource
            : new LiveResource(resource.ref(), content, resource.owners()));
  }

  private Declared masked(DesiredResource resource) {
    if (world.desired().ofCluster().isPresent()) {
      return new Declared(resource.ref(), resource.content()); // It was masked as it was read.
    }
    return new Declared(
        resource.ref(), world.redactor().redact(resource.ref(), resource.content()));
  }
}
