package dev.drift.world;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.branch.SourceBranches;
import dev.drift.model.kind.GroupKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/// The view of a world that rules read: secrets are masked on both sides. So no rule can leak a
/// secret, and one finds the same in a snapshot as in a cluster. Many threads may read it.
public final class MaskedWorld {
  private final MaskedResources resources;
  private final Window window;

  private MaskedWorld(MaskedResources resources, Window window) {
    this.resources = resources;
    this.window = window;
  }

  /// @param others objects that are somebody else's, and are not judged
  /// @param images what policies expect of images; all of them hold
  public static MaskedWorld of(
      World world, Set<ResourceId> others, List<ImageExpectations> images) {
    return new MaskedWorld(new MaskedResources(world, others, images), Window.OPEN);
  }

  /// The same, through which only this may be read.
  ///
  /// @param own the object that is judged, which may always be read
  public MaskedWorld seen(Reads reads, ResourceId own) {
    return new MaskedWorld(resources, Window.on(reads, own));
  }

  /// The same for what judges all objects.
  public MaskedWorld seen(Reads reads) {
    return new MaskedWorld(resources, Window.on(reads));
  }

  /// The same for what judges the objects of one namespace: nothing of another is in this view.
  public MaskedWorld seen(Reads reads, String namespace) {
    return new MaskedWorld(resources, Window.on(reads, namespace));
  }

  /// The view of a later world, in which nothing is masked again that has not changed.
  ///
  /// @param others objects that are somebody else's by now
  public MaskedWorld next(World later, Set<ResourceId> others) {
    return new MaskedWorld(resources.next(later, others), window);
  }

  /// When the cluster was read: the present time of rules.
  public Instant now() {
    window.at(Reads.Fact.TIME);
    return resources.world().asOf();
  }

  /// What policies expect of images; all of them hold.
  public List<ImageExpectations> images() {
    window.at(Reads.Fact.IMAGE_POLICIES);
    return resources.images();
  }

  /// Vulnerabilities that scanners found in images, by files that were given.
  public List<ImageScan> scans() {
    window.at(Reads.Fact.IMAGE_SCANS);
    return resources.world().facts().scans();
  }

  /// Differences that come back however often Drift undoes them.
  public List<Fight> fights() {
    window.at(Reads.Fact.FIGHTS);
    return resources.world().facts().fights();
  }

  /// How the branches of each source relate.
  public List<SourceBranches> branches() {
    window.at(Reads.Fact.BRANCHES);
    return resources.world().facts().branches();
  }

  /// All objects of a kind, of every namespace that was read, or of the one that is judged; sorted
  /// by namespace and name.
  public List<LiveResource> live(GroupKind kind) {
    window.atAll(kind);
    return window.namespace().isPresent()
        ? resources.liveAround(window.namespace().get(), kind)
        : resources.live(kind);
  }

  /// The objects of a kind in a namespace, sorted by name.
  public Stream<LiveResource> live(GroupKind kind, String namespace) {
    window.at(kind, namespace);
    return resources.live(kind, namespace);
  }

  /// The objects of a kind that rules judge, sorted by namespace and name: declared ones,
  /// undeclared ones where everything should be declared, and what controllers make of either.
  public Stream<LiveResource> judged(GroupKind kind) {
    window.atAll(kind);
    return window.namespace().isPresent()
        ? resources.judgedAround(window.namespace().get(), kind)
        : resources.judged(kind);
  }

  /// The object, if rules judge it.
  public Optional<LiveResource> judged(ResourceId id) {
    window.at(id);
    return resources.judged(id);
  }

  /// The namespaces of the objects of these kinds; an empty one for those that are in none.
  public SortedSet<String> namespacesOf(Set<GroupKind> kinds) {
    return resources.namespacesOf(kinds);
  }

  public Optional<LiveResource> find(GroupKind kind, String namespace, String name) {
    return find(new ResourceId(kind, namespace, name));
  }

  public Optional<LiveResource> find(ResourceId id) {
    window.at(id);
    return resources.find(id);
  }

  /// What controls the object, if it is there.
  public Optional<LiveResource> controller(LiveResource resource) {
    window.atControllers();
    return resources.controller(resource);
  }

  /// The outermost controller, such as the Deployment of a Pod; the object itself if it has none.
  public LiveResource workload(LiveResource resource) {
    window.atControllers();
    return resources.workload(resource);
  }

  /// Objects that are somebody else's, and are not judged.
  public Set<ResourceId> others() {
    return resources.others();
  }

  public boolean declares(ResourceId id) {
    return resources.declares(id);
  }

  /// Whether the manifest sets its namespace, rather than leaving it to the client.
  public boolean namesNamespace(ResourceId id) {
    return resources.namesNamespace(id);
  }

  /// What Git declares, with its secrets masked.
  public Optional<Declared> desired(ResourceId id) {
    return resources.desired(id);
  }

  /// What Git declares of a kind, with its secrets masked.
  public List<Declared> desired(GroupKind kind) {
    return resources.desired(kind);
  }

  /// Namespaces that Git declares, or declares something in, and all others of the scope.
  public Set<String> namespaces() {
    return resources.namespaces();
  }

  /// Whether all objects of the kind are known: nothing is known of a kind that was not read,
  /// and of one that the cluster does not serve there are none.
  public boolean knows(GroupKind kind) {
    window.atCoverage(kind);
    return resources.knows(kind);
  }
}
