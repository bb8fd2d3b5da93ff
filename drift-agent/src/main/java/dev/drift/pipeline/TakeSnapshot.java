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
    Optional<Desired> desired;
    LiveState live;
    try (ClusterConnection connection = agent.connect(request.cluster());
        var _ = progress.start("Reading the cluster " + connection.server())) {
      LiveStateReader plain =
          new LiveStateReader(connection, redactor, progress::note, agent.clock());
      LiveStateReader reader = plain.masking(new FactKeepingMask(redactor));
      desired =
          request
              .desired()
              .map(
                  it -> Desired.read(it, agent.sourceReader(progress, new LiveFacts(() -> plain))));
      desired.ifPresent(Desired::requireValid);
      live = reader.read(needs(desired, request.namespaces(), reader));
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
}
