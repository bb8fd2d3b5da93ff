package dev.drift.pipeline;

import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.read.ListedKind;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.kubernetes.watch.WatchEvent;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.kubernetes.watch.Watches;
import dev.drift.kubernetes.write.DryRunAnswer;
import dev.drift.kubernetes.write.DryRunQuestion;
import dev.drift.kubernetes.write.DryRuns;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.kubernetes.write.OwnUser;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.owner.FactKeepingMask;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.secret.Redactor;
import dev.drift.source.ClusterFacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A cluster that is listed, and watched from there. Objects are masked as they arrive, so that
/// nothing plain is kept. One thread uses it.
final class WatchedSource implements LiveSource {
  /// How many events are taken at once.
  private static final int BATCH = 1_000;

  private final ClusterConnection connection;
  private final LiveStateReader plain;
  private final LiveStateReader reader;
  private final Redactor redactor;
  private final InstantSource clock;
  private final WatchOptions options;
  private Optional<Watches> watches = Optional.empty();
  private Optional<WatchedState> watched = Optional.empty();

  /// What the last LISTs could read.
  private List<KindCoverage> before = List.of();

  private WatchedSource(
      ClusterConnection connection,
      Redactor redactor,
      InstantSource clock,
      Progress progress,
      WatchOptions options) {
    this.connection = connection;
    this.redactor = redactor;
    this.clock = clock;
    this.options = options;
    this.plain = new LiveStateReader(connection, redactor, progress::note, clock);
    this.reader = plain.masking(new FactKeepingMask(redactor));
  }

  /// @throws dev.drift.model.DriftException if the kubeconfig cannot be used
  static WatchedSource open(
      LiveRequest.FromCluster cluster,
      Redactor redactor,
      Agent agent,
      Progress progress,
      WatchOptions options) {
    return new WatchedSource(agent.connect(cluster), redactor, agent.clock(), progress, options);
  }

  @Override
  public String name() {
    return "the cluster " + connection.server();
  }

  @Override
  public List<ApiKind> kinds(Collection<Manifest> declared) {
    return reader.kinds(declared);
  }

  /// What the cluster serves, asked again: CRDs come and go.
  void forgetKinds() {
    reader.forget();
    plain.forget();
  }

  /// Lists everything, and watches it from then on. What was watched before is not any more.
  @Override
  public LiveState read(ReadRequest request) {
    LiveStateReader.Listed listed =
        reader.readListed(
            request, watched.map(it -> it.known().resources()).orElseGet(Resources::none));
    watches.ifPresent(Watches::close);
    Watches now =
        new Watches(connection, redactor, Optional.of(new FactKeepingMask(redactor)), options);
    for (ListedKind list : listed.lists()) {
      now.start(list.kind(), list.namespace(), list.resourceVersion());
    }
    watches = Optional.of(now);
    boolean outdated = listed.mayPass() || isMoreForbidden(listed.state());
    watched = Optional.of(new WatchedState(listed.state(), outdated));
    before = listed.state().coverage();
    return listed.state();
  }

  /// An API server that has just started forbids much until it knows its roles.
  private boolean isMoreForbidden(LiveState later) {
    Set<GroupKind> known =
        before.stream()
            .filter(KindCoverage::known)
            .map(KindCoverage::groupKind)
            .collect(Collectors.toSet());
    return later.coverage().stream()
        .anyMatch(
            it -> it.status() == KindCoverage.Status.FORBIDDEN && known.contains(it.groupKind()));
  }

  @Override
  public ClusterFacts facts() {
    return new LiveFacts(() -> plain);
  }

  @Override
  public LiveState refresh(
      LiveState state, ReadRequest request, Collection<ResourceRef> resources) {
    LiveState fresh = reader.refresh(state, request, resources);
    watched.ifPresent(it -> it.replace(fresh));
    return fresh;
  }

  /// Takes what has happened, and waits for it if nothing has yet.
  ///
  /// @return the objects that changed; none if nothing did in this time
  Set<ResourceId> take(Duration patience) throws InterruptedException {
    WatchedState state = watched();
    Watches now = watches.orElseThrow();
    Optional<WatchEvent> event = now.next(patience);
    for (int i = 1; event.isPresent(); i++) {
      state.apply(event.get(), clock.instant());
      event = i < BATCH ? now.next(Duration.ZERO) : Optional.empty();
    }
    return state.changes();
  }

  /// What is known of the cluster. A kind whose watch broke off some time ago counts as not read.
  LiveState state() {
    return watched().state(clock.instant());
  }

  WatchedState watched() {
    return watched.orElseThrow(() -> new IllegalStateException("nothing is watched yet"));
  }

  /// Reads plain objects, for who is about to change them.
  LiveStateReader plain() {
    return plain;
  }

  @Override
  public List<DryRunAnswer> dryRun(List<DryRunQuestion> questions) {
    return new DryRuns(connection, redactor).ask(reader.kinds(), questions);
  }

  /// Whom the API server takes Drift for; empty if it does not say.
  Optional<String> ownUser() {
    return new OwnUser(connection).name();
  }

  @Override
  public ObjectWriter writer() {
    return new ObjectWriter(connection, redactor);
  }

  @Override
  public void close() {
    watches.ifPresent(Watches::close);
    connection.close();
  }
}
