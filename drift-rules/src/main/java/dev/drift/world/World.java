package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.RequestLog;
import dev.drift.canonical.schema.OwnObjects;
import dev.drift.canonical.schema.TypeTable;
import dev.drift.model.DesiredResource;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All that one evaluation is about: Git, the cluster, what observers saw, and the time. Nobody can
/// change it, and many threads may read it.
///
/// It holds plain values. Rules see it through a view in which secrets are masked.
public final class World {
  private final DesiredState desired;
  private final LiveState live;
  private final List<Observation> observations;
  private final Facts facts;
  private final Redactor redactor;
  private final TypeTable table;
  private final Map<GroupKind, List<DesiredResource>> missing;
  private final Window window;

  private World(
      DesiredState desired, LiveState live, List<Observation> observations, Redactor redactor) {
    this.desired = requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
    this.redactor = redactor.atLeast(live.maskLevel()).hiding(desired.secrets());
    this.live = live.keyId().isPresent() ? hiding(desired.secrets(), live, this.redactor) : live;
    this.observations = List.copyOf(observations);
    this.facts = this.observations.stream().map(Observation::facts).reduce(Facts.NONE, Facts::and);
    this.table = TypeTable.of(live.cluster().version());
    this.missing = new ConcurrentHashMap<>();
    this.window = Window.OPEN;
  }

  private World(World other, Window window) {
    this.desired = other.desired;
    this.live = other.live;
    this.observations = other.observations;
    this.facts = other.facts;
    this.redactor = other.redactor;
    this.table = other.table;
    this.missing = other.missing;
    this.window = window;
  }

  /// A masked state in which also that is masked which only Git knows to be secret.
  private static LiveState hiding(
      Map<ResourceId, Set<Path>> secrets, LiveState live, Redactor redactor) {
    List<LiveResource> masked =
        secrets.keySet().stream()
            .flatMap(id -> Optional.ofNullable(live.resources().get(id)).stream())
            .map(
                it ->
                    new LiveResource(
                        it.ref(), redactor.redact(it.ref(), it.content()), it.owners()))
            .toList();
    return masked.isEmpty() ? live : live.with(live.resources().with(masked, List.of()));
  }

  /// @param redactor masks under the key of the snapshot if the live state is one
  public static World of(
      DesiredState desired, LiveState live, List<Observation> observations, Redactor redactor) {
    return new World(desired, live, observations, redactor);
  }

  /// The same with what more observers saw.
  public World with(List<Observation> more) {
    List<Observation> all = new ArrayList<>(observations);
    all.addAll(more);
    return new World(desired, live, all, redactor);
  }

  /// The same with another state of the cluster.
  public World with(LiveState other) {
    return new World(desired, other, observations, redactor);
  }

  /// The same with what more of the request log arrived, in the place of what an observer saw of
  /// it.
  public World with(RequestLog log) {
    return new World(
        desired, live, observations.stream().map(it -> it.with(log)).toList(), redactor);
  }

  /// The same, through which only this may be read while one object is explained.
  public World seen(Reads reads, ResourceId own) {
    return new World(this, Window.on(reads, own));
  }

  public DesiredState desired() {
    return desired;
  }

  public LiveState live() {
    return live;
  }

  /// In the order in which the observers were asked.
  public List<Observation> observations() {
    return observations;
  }

  public Facts facts() {
    return facts;
  }

  public Redactor redactor() {
    return redactor;
  }

  /// The types of the server's version of Kubernetes.
  public TypeTable table() {
    return table;
  }

  /// When the cluster was read: the present time of an evaluation, in whole seconds as Kubernetes
  /// counts. So what depends on it is not judged again for each of many changes within a second.
  public Instant asOf() {
    return live.takenAt().truncatedTo(ChronoUnit.SECONDS);
  }

  /// What Git declares.
  public Resources<DesiredResource> declared() {
    return desired.resources();
  }

  /// What the API server creates without being asked.
  public OwnObjects own() {
    return table.own();
  }

  /// The kinds that the cluster serves.
  public List<ApiKind> served() {
    window.at(Reads.Fact.SERVED_KINDS);
    return live.kinds();
  }

  public Optional<LiveResource> find(GroupKind kind, String namespace, String name) {
    ResourceId id = new ResourceId(kind, namespace, name);
    window.at(id);
    return Optional.ofNullable(live.resources().get(id));
  }

  /// What may control the object that is explained, of whatever kind.
  public Optional<LiveResource> findController(GroupKind kind, String namespace, String name) {
    window.atControllers();
    return Optional.ofNullable(live.resources().get(new ResourceId(kind, namespace, name)));
  }

  public List<LiveResource> ofKind(GroupKind kind) {
    window.atAll(kind);
    return live.resources().ofKind(kind);
  }

  public List<LiveResource> ofKind(GroupKind kind, String namespace) {
    window.at(kind, namespace);
    return live.resources().ofKind(kind, namespace);
  }

  /// The object that an owner reference of this object names, if it is there.
  public Optional<LiveResource> owner(LiveResource object, GroupKind kind) {
    for (Value value : object.metadata().list("ownerReferences")) {
      if (value instanceof Value.Obj reference
          && kind.equals(
              GroupKind.of(
                  reference.text("apiVersion").orElse(""), reference.text("kind").orElse("")))) {
        String name = reference.text("name").orElse("");
        Optional<LiveResource> owner =
            find(kind, object.id().namespace(), name)
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
  public boolean wasRead(GroupKind kind) {
    return live.coverageOf(kind).map(KindCoverage::known).orElse(false);
  }

  /// What Git declares of a kind and the cluster does not have.
  public List<DesiredResource> missing(GroupKind kind) {
    window.atCoverage(kind);
    return missing.computeIfAbsent(
        kind,
        _ ->
            wasRead(kind)
                ? declared().ofKind(kind).stream()
                    .filter(resource -> !live.resources().containsKey(resource.id()))
                    .toList()
                : List.of());
  }

  /// Only how much there is.
  @Override
  public String toString() {
    return "World of %d declared and %d live resources"
        .formatted(declared().size(), live.resources().size());
  }
}
