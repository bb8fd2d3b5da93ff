package dev.drift.app;

import dev.drift.canonical.TypeTable;
import dev.drift.cluster.ClusterConnection;
import dev.drift.cluster.ConnectionOptions;
import dev.drift.cluster.Connections;
import dev.drift.cluster.LiveStateReader;
import dev.drift.cluster.ReadRequest;
import dev.drift.cluster.SnapshotFile;
import dev.drift.finding.Report;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.secret.Redactor;
import dev.drift.verdict.DesiredState;
import dev.drift.verdict.Outcome;
import dev.drift.verdict.Verdicts;
import java.time.Instant;
import java.util.Set;

/// Compares Git with a cluster: fetch → render → snapshot → canonicalise → compare → explain →
/// judge → attribute → report.
public final class DriftCheck {
  private final Progress progress;

  public DriftCheck(Progress progress) {
    this.progress = progress;
  }

  /// A report even where something failed, with the problems in it; what was not looked at is then
  /// not in it.
  ///
  /// @throws DriftException where the flags make no sense
  public Report run(CheckRequest request) {
    Instant startedAt = Instant.now();
    Redactor redactor = new Redactor(Keys.read(request.keyFile()));
    Desired desired = Desired.read(request.git(), progress);
    Observed observed;
    try {
      observed = observe(request, desired, redactor);
    } catch (DriftException e) {
      return Reports.failed(startedAt, desired, e.problems());
    }
    Outcome outcome =
        progress.during(
            "Comparing %d resources".formatted(observed.desired().resources().size()),
            () ->
                Verdicts.of(
                    observed.desired(),
                    observed.live(),
                    Set.copyOf(request.namespaces()),
                    TypeTable.load(),
                    redactor));
    return Reports.finished(startedAt, desired, observed, outcome);
  }

  /// Both sides, each resource under its identity.
  record Observed(DesiredState desired, LiveState live) {}

  private Observed observe(CheckRequest request, Desired desired, Redactor redactor) {
    return switch (request.live()) {
      case LiveRequest.FromSnapshot(var file) -> {
        LiveState live = progress.during("Reading " + file, () -> SnapshotFile.read(file));
        yield new Observed(state(request, desired, live), live);
      }
      case LiveRequest.FromCluster cluster -> observe(request, desired, cluster, redactor);
    };
  }

  private Observed observe(
      CheckRequest request, Desired desired, LiveRequest.FromCluster cluster, Redactor redactor) {
    ConnectionOptions options = new ConnectionOptions(cluster.kubeconfig(), cluster.context());
    try (ClusterConnection connection = Connections.open(options);
        var _ = progress.start("Reading the cluster " + connection.server())) {
      LiveStateReader reader = new LiveStateReader(connection, redactor, _ -> {});
      DesiredState state =
          DesiredState.of(
              desired.rendered().manifests(),
              reader.kinds(),
              request.defaultNamespace(),
              request.namespaces());
      ReadRequest read =
          ReadRequest.of(state.resources().values().stream().map(DesiredResource::ref).toList())
              .inNamespaces(request.namespaces());
      return new Observed(state, reader.read(read));
    }
  }

  private static DesiredState state(CheckRequest request, Desired desired, LiveState live) {
    return DesiredState.of(
        desired.rendered().manifests(),
        live.kinds(),
        request.defaultNamespace(),
        request.namespaces());
  }
}
