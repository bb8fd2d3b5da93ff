package dev.drift.pipeline;

import dev.drift.act.record.ActJournal;
import dev.drift.act.record.Records;
import dev.drift.act.record.RunMemory;
import dev.drift.act.revert.Leftovers;
import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.model.DriftException;
import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.pipeline.record.TargetTrail;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.Past;
import dev.drift.plan.PlanView;
import dev.drift.plan.PlanViews;
import dev.drift.secret.Redactor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Plans what to do about drift, and does what is approved: sources → world → evaluation →
/// attribution → plan → act → record → report.
public final class ActOnDrift {
  private final Agent agent;
  private final Progress progress;

  public ActOnDrift(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @throws DriftException if Git or the cluster cannot be read, the sources are not valid, the
  ///     record cannot be written, or a saved plan is outdated
  public ActReport run(ActRequest request) {
    Lazy<Redactor> redactor = new Lazy<>(() -> new Redactor(MaskKeys.read(request.check().mask())));
    // Before anything is read: without its store, a run does not act.
    try (TargetTrails store = TargetTrails.open(request.check(), agent);
        LiveSource live = LiveSource.open(request.check().live(), redactor, agent, progress)) {
      return new Run(request, store, live, redactor.get()).run();
    }
  }

  /// One run.
  private final class Run {
    private final ActRequest request;
    private final TargetTrails store;
    private final LiveSource live;
    private final Redactor redactor;
    private final Instant startedAt = agent.clock().instant();
    private final String id = agent.ids().get();
    private final DriftCheck check = new DriftCheck(agent, progress);
    private final SourceReader reader;
    private final GitReader git;
    private final GitState read;
    private Desired desired;
    private final Observers observers;

    Run(ActRequest request, TargetTrails store, LiveSource live, Redactor redactor) {
      this.request = request;
      this.store = store;
      this.live = live;
      this.redactor = redactor;
      CheckRequest wanted = request.check();
      this.reader = agent.sourceReader(progress, live.facts()).of(wanted);
      this.git = check.gitReader(wanted, reader, live);
      this.read = git.first();
      this.desired = read.desired();
      this.observers = Observers.of(wanted, agent.sources(progress));
    }

    ActReport run() {
      DriftCheck.Evaluated evaluated = evaluated();
      Evaluation evaluation = attributed(evaluated.evaluation());
      Optional<TargetTrail> trail =
          store.trail(evaluation.world().live().cluster(), desired.read(), id);
      Records records =
          trail
              .map(TargetTrail::records)
              .orElseGet(() -> PastRuns.records(request.record(), evaluation));
      RunMemory memory = RunMemory.read(records, desired.read());
      if (request.approval() instanceof ActRequest.Approval.PlanOnly) {
        Past past = PastRuns.past(evaluation, memory, ActJournal.acts(records));
        ActPass pass = pass(memory);
        ActDecisions decisions = pass.decisions();
        PlanView plan =
            new PlanViews(evaluation.world().redactor()).of(pass.plan(evaluation, past));
        return ActReport.of(
            report(PastRuns.observed(evaluation, evaluated.recheck(), decisions, past, startedAt)),
            plan);
      }
      try (ActJournal journal = ActJournal.open(records)) {
        trail.ifPresent(
            it ->
                it.begin(
                    id,
                    startedAt,
                    BuildInfo.get().version(),
                    evaluation.world().live().cluster(),
                    desired.read()));
        ActReport report = act(evaluated, evaluation, memory, journal, records);
        trail.ifPresent(it -> end(it, report.report(), undone(evaluation, report.report())));
        return report;
      } catch (DriftException e) {
        trail.ifPresent(it -> endFailed(it, e));
        throw e;
      }
    }

    private DriftCheck.Evaluated evaluated() {
      CaughtUp caughtUp = check.caughtUp(request.check(), read, git, live, observers, redactor);
      desired = caughtUp.desired();
      return caughtUp.evaluated();
    }

    private void end(TargetTrail trail, Report report, List<Finding> undone) {
      trail.end(
          report,
          request.check().namespaces(),
          RecordRun.blind(request.check(), report.coverage()),
          undone);
    }

    /// What was seen first, and is not reported any more.
    private static List<Finding> undone(Evaluation first, Report report) {
      Set<String> left =
          report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
      return first.findings().stream().filter(it -> !left.contains(it.fingerprint())).toList();
    }

    /// The reason is what is reported, also if it is not on the trail.
    private void endFailed(TargetTrail trail, DriftException e) {
      try {
        Report.Run run =
            new Report.Run(id, startedAt, agent.clock().instant(), BuildInfo.get().version());
        end(trail, Reports.failed(run, desired, e.problems()), List.of());
      } catch (DriftException again) {
        e.addSuppressed(again);
      }
    }

    private ActReport act(
        DriftCheck.Evaluated evaluated,
        Evaluation evaluation,
        RunMemory memory,
        ActJournal journal,
        Records records) {
      Function<ResourceRef, Optional<ApiKind>> kinds =
          ref -> ref.among(evaluation.world().live().kinds());
      ObjectWriter writer = live.writer();
      List<ActReport.Settled> settled =
          new ArrayList<>(StoppedActs.settle(evaluation, journal, agent.clock()));
      new Leftovers(writer, kinds, agent.clock())
          .handOver(evaluation)
          .forEach((ref, why) -> settled.add(StoppedActs.handedOver(ref, why)));
      ActPass pass = pass(memory);
      ActDecisions decisions = pass.decisions();
      ActPass.Done done =
          pass.carryOut(
              evaluation,
              PastRuns.past(evaluation, memory, journal.acts()),
              journal,
              writer,
              view -> requireFit(view, evaluation.world().live().cluster().uid()));
      Set<ResourceRef> touched = new TreeSet<>(done.touched());
      settled.forEach(it -> touched.add(it.resource()));
      DriftCheck.Evaluated current = done.rewritten() ? readAgain() : evaluated;
      Evaluation read = done.rewritten() ? attributed(current.evaluation()) : evaluation;
      Evaluation now =
          touched.isEmpty() ? read : current.recheck().again(read, touched).attributed();
      settled.addAll(
          new OwedRestarts(
                  journal,
                  id,
                  desired.policies().actionPolicies(),
                  !(request.approval() instanceof ActRequest.Approval.SavedPlan),
                  writer,
                  kinds,
                  agent.clock())
              .carryOut(now, done.acts()));
      Evaluation later =
          PastRuns.observed(
              now,
              current.recheck(),
              decisions,
              PastRuns.past(evaluation, memory, journal.acts()),
              agent.clock().instant());
      memory.after(later, Commits.of(desired, later)).write(records);
      return new ActReport(
          report(later), done.view(), done.outcomes(), decisions.channels(later), settled);
    }

    private ActPass pass(RunMemory memory) {
      return new ActPass(
          request, desired, reader, agent, progress, memory, new ActPass.Run(id, startedAt));
    }

    /// What was written into a folder is Git from now on.
    private DriftCheck.Evaluated readAgain() {
      desired = Desired.read(request.check(), reader);
      return check.evaluated(request.check(), desired, live, observers, redactor);
    }

    private Evaluation attributed(Evaluation evaluation) {
      return check.attributed(evaluation, evaluation.differingIds(), desired, live, observers);
    }

    private Report report(Evaluation evaluation) {
      return new FindOrigins(desired, () -> reader, progress)
          .located(evaluation)
          .report(
              new Report.Run(id, startedAt, agent.clock().instant(), BuildInfo.get().version()),
              desired.read(),
              desired.skipped(),
              desired.problems());
    }

    /// A saved plan is done as a whole or not at all.
    private void requireFit(PlanView view, String cluster) {
      if (request.approval() instanceof ActRequest.Approval.SavedPlan saved) {
        // What is missing has no UID that would tell clusters apart.
        if (!saved.cluster().equals(cluster)) {
          throw new DriftException(
              Problem.of(
                  Problem.Code.PLAN_OUTDATED,
                  "%s was made for another cluster, so none of its acts was carried out"
                      .formatted(saved.file())));
        }
        Set<String> now =
            view.acts().stream().map(PlanView.ActView::id).collect(Collectors.toSet());
        long gone = saved.ids().stream().filter(it -> !now.contains(it)).count();
        if (gone > 0) {
          throw new DriftException(
              Problem.of(
                  Problem.Code.PLAN_OUTDATED,
                  "%d of the %d acts of %s are outdated, so none was carried out; make a new plan"
                      .formatted(gone, saved.ids().size(), saved.file())));
        }
      }
    }
  }
}
