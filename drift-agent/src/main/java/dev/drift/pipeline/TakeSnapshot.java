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
import dev.drift.world.DesiredState;
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
  /// @throws DriftException if the snapshot could not be taken or written
  public Coverage run(SnapshotRequest request) {
    Redactor redactor = new Redactor(MaskKeys.read(request.mask()));
    LiveState live;
    try (ClusterConnection connection = agent.connect(request.cluster());
        var _ = progress.start("Reading the cluster " + connection.server())) {
      LiveStateReader reader =
          new LiveStateReader(connection, redactor, progress::note, agent.clock())
              .masking(new FactKeepingMask(redactor));
      live = reader.read(request(request, reader));
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

  private ReadRequest request(SnapshotRequest request, LiveStateReader reader) {
    if (request.desired().isEmpty()) {
      return Needs.ofAnyCheck().inNamespaces(request.namespaces());
    }
    DesiredState state =
        Desired.read(request.desired().get(), agent.sourceReader(progress))
            .state(reader.kinds(), request.namespaces());
    return Needs.of(state, NoisePacks.shipped());
  }
}
