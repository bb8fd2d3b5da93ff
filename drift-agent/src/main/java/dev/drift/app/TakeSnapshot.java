package dev.drift.app;

import dev.drift.cluster.ClusterConnection;
import dev.drift.cluster.ConnectionOptions;
import dev.drift.cluster.Connections;
import dev.drift.cluster.LiveStateReader;
import dev.drift.cluster.ReadRequest;
import dev.drift.cluster.SnapshotFile;
import dev.drift.finding.Report;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveState;
import dev.drift.secret.Redactor;
import dev.drift.verdict.DesiredState;
import java.util.List;

/// Records a cluster in a file.
public final class TakeSnapshot {
  private final Progress progress;

  public TakeSnapshot(Progress progress) {
    this.progress = progress;
  }

  /// @return what was recorded and what could not be
  /// @throws DriftException where the snapshot could not be taken or written
  public Report.Coverage run(SnapshotRequest request) {
    Redactor redactor = new Redactor(Keys.read(request.keyFile(), request.mask()));
    ConnectionOptions options =
        new ConnectionOptions(request.cluster().kubeconfig(), request.cluster().context());
    LiveState live;
    try (ClusterConnection connection = Connections.open(options);
        var _ = progress.start("Reading the cluster " + connection.server())) {
      LiveStateReader reader = new LiveStateReader(connection, redactor, _ -> {});
      live = reader.read(request(request, reader));
    }
    SnapshotFile.write(live, request.out(), redactor);
    boolean complete = live.coverage().stream().allMatch(KindCoverage::known);
    return new Report.Coverage(complete, live.coverage(), List.of());
  }

  private ReadRequest request(SnapshotRequest request, LiveStateReader reader) {
    if (request.git().isEmpty()) {
      return ReadRequest.everything().inNamespaces(request.namespaces());
    }
    DesiredState state =
        DesiredState.of(
            Desired.read(request.git().get(), progress).rendered().manifests(),
            reader.kinds(),
            request.defaultNamespace(),
            request.namespaces());
    return ReadRequest.of(state.resources().values().stream().map(DesiredResource::ref).toList())
        .inNamespaces(request.namespaces());
  }
}
