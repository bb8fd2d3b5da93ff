package dev.drift.pipeline;

import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.kubernetes.write.DryRunAnswer;
import dev.drift.kubernetes.write.DryRunQuestion;
import dev.drift.kubernetes.write.DryRuns;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.owner.FactKeepingMask;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.secret.Redactor;
import dev.drift.source.ClusterFacts;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// A cluster that is connected to while Git is read. A failure surfaces when the cluster is first
/// asked for something, so that what is wrong with Git is reported first.
final class ClusterSource implements LiveSource {
  private final CompletableFuture<Connected> connected;
  private final Supplier<Redactor> redactor;

  /// An open connection.
  private record Connected(ClusterConnection connection, LiveStateReader reader) {}

  private ClusterSource(CompletableFuture<Connected> connected, Supplier<Redactor> redactor) {
    this.connected = connected;
    this.redactor = redactor;
  }

  static ClusterSource open(
      LiveRequest.FromCluster cluster,
      Supplier<Redactor> redactor,
      Agent agent,
      Progress progress) {
    return open(cluster, redactor, agent, progress, false);
  }

  /// @param masking whether each object is masked as it arrives, as in a snapshot
  static ClusterSource open(
      LiveRequest.FromCluster cluster,
      Supplier<Redactor> redactor,
      Agent agent,
      Progress progress,
      boolean masking) {
    return new ClusterSource(
        CompletableFuture.supplyAsync(
            () -> connect(cluster, redactor, agent, progress, masking),
            task -> Thread.ofPlatform().name("drift-connect").daemon().start(task)),
        redactor);
  }

  private static Connected connect(
      LiveRequest.FromCluster cluster,
      Supplier<Redactor> later,
      Agent agent,
      Progress progress,
      boolean masking) {
    ClusterConnection connection = agent.connect(cluster);
    try {
      Redactor redactor = later.get();
      LiveStateReader plain =
          new LiveStateReader(connection, redactor, progress::note, agent.clock());
      LiveStateReader reader = masking ? plain.masking(new FactKeepingMask(redactor)) : plain;
      reader.kinds();
      return new Connected(connection, reader);
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  private LiveStateReader reader() {
    return connected().reader();
  }

  private Connected connected() {
    try {
      return connected.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public String name() {
    return "the cluster " + reader().server();
  }

  @Override
  public List<ApiKind> kinds(Collection<Manifest> declared) {
    return reader().kinds(declared);
  }

  @Override
  public LiveState read(ReadRequest request) {
    return reader().read(request);
  }

  @Override
  public ClusterFacts facts() {
    return new LiveFacts(this::reader);
  }

  @Override
  public LiveState refresh(
      LiveState state, ReadRequest request, Collection<ResourceRef> resources) {
    return reader().refresh(state, request, resources);
  }

  @Override
  public List<DryRunAnswer> dryRun(List<DryRunQuestion> questions) {
    Connected now = connected();
    return new DryRuns(now.connection(), redactor.get()).ask(now.reader().kinds(), questions);
  }

  @Override
  public ObjectWriter writer() {
    return new ObjectWriter(connected().connection(), redactor.get());
  }

  /// Does not wait for a cluster that nobody asks for any more.
  @Override
  public void close() {
    var _ = connected.thenAccept(one -> one.connection().close());
  }
}
