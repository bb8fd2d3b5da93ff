package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Claim;
import dev.drift.model.DesiredResource;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Map<ResourceId, LiveResource> masked;

  /// @param others objects that are somebody else's, and are not judged
  /// @param images what policies expect of images; all of them hold
  MaskedResources(World world, Set<ResourceId> others, List<ImageExpectations> images) {
    this.world = requireNonNull(world, "world is null");
    this.live = world.live();
    this.declared = world.declared();
    this.claim = world.desired().claim();
    this.others = requireNonNull(others, "others is null");
    this.images = List.copyOf(images);
    Set<String> all = new HashSet<>();
    declared.keySet().forEach(id -> all.add(id.home()));
    if (claim.everything()) {
      live.resources().keySet().forEach(id -> all.add(id.home()));
    } else {
      all.addAll(claim.namespaces());
    }
    all.remove("");
    this.namespaces = Collections.unmodifiableSet(all);
    this.masked = new ConcurrentHashMap<>(live.resources().size());
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

  /// Others are left out before they are masked.
  Stream<LiveResource> judged(GroupKind kind) {
    return live.resources().ofKind(kind).stream().filter(this::judges).map(this::masked);
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
      outermost = owner(outermost).orElse(outermost);
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

  /// A snapshot holds what is masked already.
  private LiveResource masked(LiveResource resource) {
    if (live.keyId().isPresent()) {
      return resource;
    }
    LiveResource before = masked.get(resource.id());
    if (before != null) {
      return before;
    }
    Value.Obj content = world.redactor().redact(resource.ref(), resource.content());
    LiveResource done =
        content.equals(resource.content())
            ? resource
            : new LiveResource(resource.ref(), content, resource.owners());
    masked.put(resource.id(), done);
    return done;
  }

  private Declared masked(DesiredResource resource) {
    return new Declared(
        resource.ref(), world.redactor().redact(resource.ref(), resource.content()));
  }
}
