package dev.drift.app;

import dev.drift.attribute.AuditTrail;
import dev.drift.audit.AuditLogFile;
import dev.drift.cluster.LiveStateReader;
import dev.drift.cluster.ReadRequest;
import dev.drift.cluster.SnapshotFile;
import dev.drift.finding.Report;
import dev.drift.model.ApiKind;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.SourceBranches;
import dev.drift.noise.NoisePacks;
import dev.drift.policy.Annotations;
import dev.drift.policy.Policies;
import dev.drift.rule.ImageScan;
import dev.drift.secret.Redactor;
import dev.drift.verdict.Context;
import dev.drift.verdict.DesiredState;
import dev.drift.verdict.Outcome;
import dev.drift.verdict.Verdicts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
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

  /// A report even if something failed, with the problems in it; what was not read is
  /// then not in it.
  ///
  /// @throws DriftException if the flags, the agent's own policies or files of scanners make
  ///     no sense
  public Report run(CheckRequest request) {
    Instant startedAt = Instant.now();
    Redactor redactor = new Redactor(Keys.read(request.keyFile(), request.mask()));
    List<ImageScan> scans = ScanFiles.read(request.vulnerabilities());
    try (ClusterConnector cluster = ClusterConnector.begin(request.live(), redactor)) {
      return run(request, startedAt, redactor, scans, cluster);
    }
  }

  private Report run(
      CheckRequest request,
      Instant startedAt,
      Redactor redactor,
      List<ImageScan> scans,
      ClusterConnector cluster) {
    Desired desired = Desired.read(request, progress);
    List<BranchesOfSource> branches = BranchesOfSource.read(desired, progress);
    try {
      Optional<AuditLogFile> log = request.auditLog().map(AuditLogFile::open);
      Question question =
          new Question(
              request,
              desired,
              redactor,
              scans,
              branches.stream().map(BranchesOfSource::branches).toList());
      Compared compared = compared(question, cluster);
      if (log.isEmpty()) {
        return Reports.finished(startedAt, desired, compared, branches, Audit.NONE);
      }
      Set<ResourceId> differing = new HashSet<>();
      compared.outcome().findings().forEach(found -> differing.add(found.resource().id()));
      Audit audit = Audit.read(log.get(), differing, compared.live().kinds(), progress);
      return Reports.finished(
          startedAt,
          desired,
          again(question, compared, audit.trail(), compared.dryRuns()),
          branches,
          audit);
    } catch (DriftException e) {
      return Reports.failed(startedAt, desired, e.problems());
    }
  }

  /// What is compared, and how.
  record Question(
      CheckRequest request,
      Desired desired,
      Redactor redactor,
      List<ImageScan> scans,
      List<SourceBranches> branches) {
    Question {
      scans = List.copyOf(scans);
      branches = List.copyOf(branches);
    }

    /// Without what is known beside Git's manifests and the cluster.
    Question(CheckRequest request, Desired desired, Redactor redactor) {
      this(request, desired, redactor, List.of(), List.of());
    }
  }

  /// Both sides, each resource under its identity, and what comparing them gave.
  record Compared(DesiredState desired, LiveState live, Outcome outcome, DryRuns dryRuns) {
    Compared(DesiredState desired, LiveState live, Outcome outcome) {
      this(desired, live, outcome, DryRuns.NONE);
    }

    Compared with(DryRuns others) {
      return new Compared(desired, live, outcome, others);
    }
  }

  Compared compared(Question question, ClusterConnector cluster) {
    return switch (question.request().live()) {
      case LiveRequest.FromSnapshot(var file) -> {
        LiveState live =
            progress.during(
                "Reading " + file,
                () -> StrictSnapshot.of(SnapshotFile.read(file), question.redactor()));
        DesiredState state = state(question, live.kinds());
        yield new Compared(state, live, compare(question, state, live));
      }
      case LiveRequest.FromCluster _ -> {
        NoisePacks.shipped(); // Read while the cluster is being reached.
        yield compared(question, cluster.reader());
      }
    };
  }

  private Compared compared(Question question, LiveStateReader reader) {
    CheckRequest request = question.request();
    return progress.during(
        "Reading the cluster " + reader.server(),
        () -> {
          DesiredState state = state(question, reader.kinds(question.desired().manifests()));
          ReadRequest read = toRead(state);
          Compared confirmed =
              new Suspects(reader, read, live -> compare(question, state, live))
                  .confirm(state, reader.read(read));
          if (!request.dryRun()) {
            return confirmed;
          }
          DryRuns dryRuns = DryRuns.of(reader, confirmed);
          return new Suspects(
                  reader, read, live -> compare(question, state, live, AuditTrail.NONE, dryRuns))
              .confirm(state, confirmed.live())
              .with(dryRuns);
        });
  }

  static ReadRequest toRead(DesiredState state) {
    return ReadRequest.of(
            state.resources().values().stream().map(DesiredResource::ref).toList(), state.claim())
        .inNamespaces(state.onlyNamespaces());
  }

  /// Repeats the comparison with more facts: what the API server would store, or who made a change.
  /// Both are only requested for resources that differ.
  private Compared again(Question question, Compared compared, AuditTrail trail, DryRuns dryRuns) {
    Outcome outcome = compare(question, compared.desired(), compared.live(), trail, dryRuns);
    return new Compared(compared.desired(), compared.live(), outcome, dryRuns);
  }

  private static DesiredState state(Question question, List<ApiKind> kinds) {
    return question.desired().state(kinds, question.request().namespaces());
  }

  private Outcome compare(Question question, DesiredState desired, LiveState live) {
    return compare(question, desired, live, AuditTrail.NONE, DryRuns.NONE);
  }

  private Outcome compare(
      Question question, DesiredState desired, LiveState live, AuditTrail trail, DryRuns dryRuns) {
    return progress.during(
        "Comparing %d resources".formatted(desired.resources().size()),
        () -> Verdicts.of(desired, live, context(question, desired, live, trail, dryRuns)));
  }

  static Context context(
      Question question, DesiredState desired, LiveState live, AuditTrail trail, DryRuns dryRuns) {
    return Context.of(live, question.redactor().atLeast(live.maskLevel()))
        .with(policies(question, desired))
        .with(trail)
        .with(dryRuns.answers())
        .withBranches(question.branches())
        .withScans(question.scans())
        .withNoise(question.request().noisePacks() ? NoisePacks.shipped() : NoisePacks.NONE);
  }

  private static Policies policies(Question question, DesiredState desired) {
    CheckRequest request = question.request();
    boolean whole =
        request.namespaces().isEmpty()
            && request.sources().stream().allMatch(source -> source.paths().isEmpty());
    return new Policies(question.desired().policies(), LocalDate.now(ZoneOffset.UTC), whole)
        .and(Annotations.read(desired.resources().values()));
  }
}
