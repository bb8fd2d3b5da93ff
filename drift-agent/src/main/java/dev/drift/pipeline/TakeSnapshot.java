package dev.drift.pipeline;

import dev.drift.finding.Coverage;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.noise.NoisePacks;
import dev.drift.owner.FactKeepingMask;
import dev.drift.pipeline.request.SnapshotRequest;
import dev.drift.secret.Redactor;
import dev.drift.snapshot.file.SnapshotFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Records a cluster in a file.
public final class TakeSnapshot {
  private final Agent agent;
  private final Progress progress;

  public TakeSnapshot(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @return what was recorded and what could not be
  /// @throws DriftException if Git cannot be read, the manifests are not valid, or the snapshot
  ///     could not be taken or written
  public Coverage run(SnapshotRequest request) {
    Redactor redactor = new Redactor(MaskKeys.read(request.mask()));
    LiveState live;
    try (Connection connection = new Connection(request, redactor)) {
      Optional<Desired> desired =
          request
              .desired()
              .map(
                  it ->
                      Desired.read(
                          it, agent.sourceReader(progress, new LiveFacts(connection::reader))));
      // Whoever has broken manifests need not wait for a cluster.
      desired.ifPresent(Desired::requireValid);
      LiveStateReader reader = connection.reader().masking(new FactKeepingMask(redactor));
      live =
          progress.during(
              "Reading the cluster " + reader.server(),
              () -> reader.read(needs(desired, request.namespaces(), reader)));
    }
    SnapshotFile.write(live, request.out(), redactor);
    return new Coverage(
        live.coverage().stream()
            .map(
                kind ->
                    Coverage.Entry.of(
                        kind, kind.leftOut() ? Set.of() : Set.of(Coverage.Need.DRIFT)))
            .toList());
  }

  private static ReadRequest needs(
      Optional<Desired> desired, List<String> namespaces, LiveStateReader reader) {
    return desired
        .map(it -> Needs.of(it.state(reader.kinds(), namespaces), NoisePacks.shipped()))
        .orElseGet(() -> Needs.ofAnyCheck().inNamespaces(namespaces));
  }

  /// Connects when the cluster is first asked.
  private final class Connection implements AutoCloseable {
    private final SnapshotRequest request;
    private final Redactor redactor;
    private Optional<ClusterConnection> open = Optional.empty();
    private Optional<LiveStateReader> reader = Optional.empty();

    Connection(SnapshotRequest request, Redactor redactor) {
      this.request = request;
      this.redactor = redactor;
    }

    /// Of plain objects.
    synchronized LiveStateReader reader() {
      if (reader.isEmpty()) {
        ClusterConnection connection = agent.connect(request.cluster());
        open = Optional.of(connection);
        reader =
            Optional.of(new LiveStateReader(connection, redactor, progress::note, agent.clock()));
      }
      return reader.get();
    }

    @Override
    public void close() {
      open.ifPresent(ClusterConnection::close);
    }
  }
}
