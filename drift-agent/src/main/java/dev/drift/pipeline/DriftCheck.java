package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.Lazy;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.pipeline.record.TargetTrail;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.policy.Policies;
import dev.drift.secret.Redactor;
import dev.drift.world.DesiredState;
import dev.drift.world.Facts;
import dev.drift.world.Observation;
import dev.drift.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares Git with a cluster: sources → world → evaluation → attribution → report.
public final class DriftCheck {
  private final Agent agent;
  private final Progress progress;

  public DriftCheck(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// A report even if something failed, with the problems in it; what was not compared is then not
  /// in it.
  ///
  /// @throws DriftException if the flags, the agent's own policies or files of scanners make no
  ///     sense
  public Report run(CheckRequest request) {
    return check(request).report();
  }

  /// The same, with the channels to which policies lead findings.
  ///
  /// @throws DriftException as [#run]
  public Checked check(CheckRequest request) {
    Instant startedAt = agent.clock().instant();
    // Java takes 20 ms to set up its cryptography, during which the kubeconfig can be read.
    Lazy<Redactor> later = new Lazy<>(() -> new Redactor(MaskKeys.read(request.mask())));
    try (LiveSource live = LiveSource.open(request.live(), later, agent, progress)) {
      Redactor redactor = later.get();
      SourceReader reader = agent.sourceReader(progress, live.facts());
      GitReader git = gitReader(request, reader, live);
      GitState read = git.first();
      try {
        return checked(request, read, git, reader, live, redactor, startedAt);
      } catch (DriftException e) {
        return Checked.of(Reports.failed(agent.run(startedAt), read.desired(), e.problems()));
      }
    }
  }

  private Checked checked(
      CheckRequest request,
      GitState read,
      GitReader git,
      SourceReader reader,
      LiveSource live,
      Redactor redactor,
      Instant startedAt) {
    Observers observers = Observers.of(request, agent.sources(progress));
    CaughtUp caughtUp = caughtUp(request, read, git, live, observers, redactor);
    Desired desired = caughtUp.desired();
    Evaluation first = caughtUp.evaluation();
    Evaluation known = attributed(first, first.differingIds(), desired, live, observers);
    Evaluation evaluation =
        withFights(request, known, caughtUp.evaluated().recheck(), desired, startedAt);
    Evaluation located =
        new FindOrigins(desired, () -> reader.of(request), progress).located(evaluation);
    return new Checked(
        located.report(agent.run(startedAt), desired.read(), desired.skipped(), desired.problems()),
        new Lazy<>(
            () ->
                new ActDecisions(
                        desired.policies().actionPolicies(), Optional.empty(), Map.of(), startedAt)
                    .channels(evaluation)),
        Map.of());
  }

  /// What earlier runs undid again and again, if there is a record of it.
  private Evaluation withFights(
      CheckRequest request,
      Evaluation evaluation,
      Recheck recheck,
      Desired desired,
      Instant startedAt) {
    try (TargetTrails store = TargetTrails.open(request, agent)) {
      return store
          .trail(evaluation.world().live().cluster(), desired.read(), "")
          .map(TargetTrail::records)
          .or(() -> request.observers().record().map(it -> PastRuns.records(it, evaluation)))
          .map(it -> PastRuns.observed(evaluation, recheck, desired, it, startedAt))
          .orElse(evaluation);
    } catch (DriftException e) {
      return PastRuns.unread(evaluation, recheck, e);
    }
  }

  /// @param recheck reads resources again and evaluates what that changes
  record Evaluated(Evaluation evaluation, Recheck recheck) {}

  GitReader gitReader(CheckRequest request, SourceReader reader, LiveSource live) {
    return new GitReader(
        before -> Desired.read(request, reader, before), live.facts(), agent.clock());
  }

  /// Both sides compared, with Git as late as the cluster. A snapshot shows only what deployers had
  /// applied when it was taken.
  CaughtUp caughtUp(
      CheckRequest request,
      GitState first,
      GitReader git,
      LiveSource live,
      Observers observers,
      Redactor redactor) {
    return CaughtUp.of(
        first,
        state -> evaluated(request, state, live, observers, redactor),
        git::again,
        live instanceof SnapshotSource ? _ -> Set.of() : git::unread);
  }

  /// The same, for who asks about one resource.
  ///
  /// @throws DriftException also if manifests or policies are not valid
  CaughtUp caughtUp(
      CheckRequest request,
      SourceReader reader,
      LiveSource live,
      Observers observers,
      Redactor redactor) {
    GitReader git = gitReader(request, reader, live);
    GitState first = git.first();
    first.desired().requireValid();
    return caughtUp(request, first, git, live, observers, redactor);
  }

  /// Both sides compared, and that Git could not be read again is said.
  Evaluated evaluated(
      CheckRequest request, GitState git, LiveSource live, Observers observers, Redactor redactor) {
    Evaluated evaluated = evaluated(request, git.desired(), live, observers, redactor);
    return git.failure()
        .map(
            it ->
                new Evaluated(
                    evaluated.recheck().with(evaluated.evaluation(), List.of(unread(git, it))),
                    evaluated.recheck()))
        .orElse(evaluated);
  }

  private static Observation unread(GitState git, GitState.Failure failure) {
    String reason =
        "Git could not be read since %s; the cluster is compared with what was read at %s."
            .formatted(failure.since(), git.readAt());
    return new Observation(
        Facts.NONE,
        List.of(
            new Coverage.Entry(
                new Coverage.Subject.Observer("Git"),
                KindCoverage.Status.FAILED,
                Set.of(Coverage.Need.DRIFT),
                0,
                reason)),
        failure.problems());
  }

  /// Both sides compared, and what seems to differ read again.
  Evaluated evaluated(
      CheckRequest request,
      Desired desired,
      LiveSource live,
      Observers observers,
      Redactor redactor) {
    List<Observation> seen =
        observers.observe(Observer.Stage.BEFORE, Observer.Inquiry.first(desired, live, progress));
    return progress.during(
        "Reading " + live.name(),
        () -> {
          List<ApiKind> kinds = live.kinds(desired.manifests());
          Evaluator evaluator = evaluator(request, desired);
          DesiredState state = desired.state(kinds, request.namespaces());
          ReadRequest read = Needs.of(state, evaluator.noise().in(kinds));
          Recheck recheck = new Recheck(live, read, evaluator);
          World world = World.of(state, live.read(read), seen, redactor);
          Evaluation evaluation = recheck.settle(evaluate(evaluator, world));
          List<Observation> more =
              observers.observe(
                  Observer.Stage.DIFFERENCES,
                  new Observer.Inquiry(
                      desired, live, Optional.of(evaluation), evaluation.differingIds(), progress));
          return new Evaluated(
              more.isEmpty()
                  ? evaluation
                  : recheck.settle(evaluate(evaluator, evaluation.world().with(more))),
              recheck);
        });
  }

  /// @param resources of which it matters who changed them
  Evaluation attributed(
      Evaluation evaluation,
      Set<ResourceId> resources,
      Desired desired,
      LiveSource live,
      Observers observers) {
    return evaluation.attributed(
        observers.observe(
            Observer.Stage.ATTRIBUTION,
            new Observer.Inquiry(desired, live, Optional.of(evaluation), resources, progress)));
  }

  private Evaluation evaluate(Evaluator evaluator, World world) {
    return progress.during(
        "Comparing %d resources".formatted(world.declared().size()),
        () -> evaluator.evaluate(world));
  }

  private Evaluator evaluator(CheckRequest request, Desired desired) {
    boolean whole =
        request.namespaces().isEmpty()
            && request.desired().target().isEmpty()
            && request.desired().sources().stream().allMatch(source -> source.paths().isEmpty());
    return new Evaluator(
        new Policies(desired.policies(), agent.today(), whole), Needs.noise(request.policies()));
  }
}
