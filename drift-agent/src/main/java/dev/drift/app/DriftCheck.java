package dev.drift.app;

import dev.drift.attribute.AuditTrail;
import dev.drift.audit.AuditLogFile;
import dev.drift.canonical.TypeTable;
import dev.drift.cluster.ClusterConnection;
import dev.drift.cluster.ConnectionOptions;
import dev.drift.cluster.Connections;
import dev.drift.cluster.LiveStateReader;
import dev.drift.cluster.ReadRequest;
import dev.drift.cluster.SnapshotFile;
import dev.drift.finding.Report;
import dev.drift.model.ApiKind;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.secret.Redactor;
import dev.drift.verdict.DesiredState;
import dev.drift.verdict.Outcome;
import dev.drift.verdict.Verdicts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    try {
      Optional<AuditLogFile> log = request.auditLog().map(AuditLogFile::open);
      Compared compared = compared(request, desired, redactor);
      if (log.isEmpty()) {
        return Reports.finished(startedAt, desired, compared, Audit.NONE);
      }
      Audit audit = Audit.read(log.get(), compared, progress);
      return Reports.finished(
          startedAt,
          desired,
          again(request, compared, redactor, audit.trail(), compared.dryRuns()),
          audit);
    } catch (DriftException e) {
      return Reports.failed(startedAt, desired, e.problems());
    }
  }

  /// Both sides, each resource under its identity, and what comparing them gave.
  record Compared(DesiredState desired, LiveState live, Outcome outcome, DryRuns dryRuns) {
    Compared(DesiredState desired, LiveState live, Outcome outcome) {
      this(desired, live, outcome, DryRuns.NONE);
    }
  }

  Compared compared(CheckRequest request, Desired desired, Redactor redactor) {
    return switch (request.live()) {
      case LiveRequest.FromSnapshot(var file) -> {
        LiveState live = progress.during("Reading " + file, () -> SnapshotFile.read(file));
        DesiredState state = state(request, desired, live.kinds());
        yield new Compared(state, live, compare(request, state, live, redactor));
      }
      case LiveRequest.FromCluster cluster -> compared(request, desired, cluster, redactor);
    };
  }

  private Compared compared(
      CheckRequest request, Desired desired, LiveRequest.FromCluster cluster, Redactor redactor) {
    ConnectionOptions options = new ConnectionOptions(cluster.kubeconfig(), cluster.context());
    try (ClusterConnection connection = Connections.open(options)) {
      LiveStateReader reader = new LiveStateReader(connection, redactor, _ -> {});
      return progress.during(
          "Reading the cluster " + connection.server(),
          () -> {
            DesiredState state = state(request, desired, reader.kinds());
            ReadRequest read =
                ReadRequest.of(
                        state.resources().values().stream().map(DesiredResource::ref).toList())
                    .inNamespaces(request.namespaces());
            Compared confirmed =
                new Suspects(reader, read, live -> compare(request, state, live, redactor))
                    .confirm(state, reader.read(read));
            return request.dryRun()
                ? again(
                    request, confirmed, redactor, AuditTrail.NONE, DryRuns.of(reader, confirmed))
                : confirmed;
          });
    }
  }

  /// The same comparison with more known: what the API server would store, or who did it, which
  /// are asked for the resources that differ alone.
  private Compared again(
      CheckRequest request,
      Compared compared,
      Redactor redactor,
      AuditTrail trail,
      DryRuns dryRuns) {
    Outcome outcome =
        compare(request, compared.desired(), compared.live(), redactor, trail, dryRuns);
    return new Compared(compared.desired(), compared.live(), outcome, dryRuns);
  }

  private static DesiredState state(CheckRequest request, Desired desired, List<ApiKind> kinds) {
    return DesiredState.of(
        desired.rendered().manifests(), kinds, request.defaultNamespace(), request.namespaces());
  }

  private Outcome compare(
      CheckRequest request, DesiredState desired, LiveState live, Redactor redactor) {
    return compare(request, desired, live, redactor, AuditTrail.NONE, DryRuns.NONE);
  }

  private Outcome compare(
      CheckRequest request,
      DesiredState desired,
      LiveState live,
      Redactor redactor,
      AuditTrail trail,
      DryRuns dryRuns) {
    return progress.during(
        "Comparing %d resources".formatted(desired.resources().size()),
        () ->
            Verdicts.of(
                desired,
                live,
                Set.copyOf(request.namespaces()),
                TypeTable.load(),
                redactor,
                trail,
                dryRuns.stored()));
  }
}
