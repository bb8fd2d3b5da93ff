package dev.drift.pipeline;

import dev.drift.act.adopt.AdoptActs;
import dev.drift.act.adopt.AdoptableSource;
import dev.drift.act.adopt.SourceRewrites;
import dev.drift.act.record.ActJournal;
import dev.drift.act.record.ActRecord;
import dev.drift.act.record.Records;
import dev.drift.act.record.RunMemory;
import dev.drift.act.revert.Leftovers;
import dev.drift.act.revert.Reverter;
import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.pipeline.record.TargetTrail;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.plan.Act;
import dev.drift.plan.ActReport;
import dev.drift.plan.Applied;
import dev.drift.plan.Orders;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.Plan;
import dev.drift.plan.PlanView;
import dev.drift.plan.PlanViews;
import dev.drift.plan.Planner;
import dev.drift.plan.Proof;
import dev.drift.plan.Rewrites;
import dev.drift.secret.Redactor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
    private final SourceReader reader = agent.sourceReader(progress);
    private Desired desired;
    private final Observers observers;

    Run(ActRequest request, TargetTrails store, LiveSource live, Redactor redactor) {
      this.request = request;
      this.store = store;
      this.live = live;
      this.redactor = redactor;
      CheckRequest wanted = request.check();
      this.desired = Desired.read(wanted, reader);
      this.observers = Observers.of(wanted, agent.sources(progress));
    }

    ActReport run() {
      DriftCheck.Evaluated evaluated =
          check.evaluated(request.check(), desired, live, observers, redactor);
      Evaluation evaluation = attributed(evaluated.evaluation());
      Optional<TargetTrail> trail =
          store.trail(evaluation.world().live().cluster(), desired.read(), id);
      Records records =
          trail
              .map(TargetTrail::records)
              .orElseGet(() -> PastRuns.records(request.record(), evaluation));
      RunMemory memory = RunMemory.read(records, desired.read());
      if (request.approval() instanceof ActRequest.Approval.PlanOnly) {
        Past past = PastRuns.past(evaluation, memory, ActJournal.acts(records.read()));
        ActDecisions decisions = decisions(memory);
        PlanView plan =
            new PlanViews(evaluation.world().redactor())
                .of(plan(evaluation, adoption(evaluation), decisions, memory, past));
        return ActReport.of(
            report(PastRuns.observed(evaluation, evaluated.recheck(), decisions, past, startedAt)),
            plan);
      }
      try (ActRecord record = records.open()) {
        trail.ifPresent(
            it ->
                it.begin(
                    id,
                    startedAt,
                    BuildInfo.get().version(),
                    evaluation.world().live().cluster(),
                    desired.read()));
        ActReport report = act(evaluated, evaluation, memory, new ActJournal(record), records);
        trail.ifPresent(it -> end(it, report.report(), undone(evaluation, report.report())));
        return report;
      } catch (DriftException e) {
        trail.ifPresent(it -> endFailed(it, e));
        throw e;
      }
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
      ActDecisions decisions = decisions(memory);
      Adoption adoption = adoption(evaluation);
      Plan plan =
          plan(
              evaluation,
              adoption,
              decisions,
              memory,
              PastRuns.past(evaluation, memory, journal.acts()));
      PlanView view = new PlanViews(evaluation.world().redactor()).of(plan);
      requireFit(view, evaluation.world().live().cluster().uid());
      view.left().forEach(it -> journal.left(id, agent.clock().instant(), it));
      ActEntries entries =
          new ActEntries(journal, id, plan, view, memory.seen(), this::isApproved, agent.clock());
      Reverter reverter =
          new Reverter(writer, kinds, new Proof(evaluation), entries, agent.clock());
      IdentityHashMap<Act, Outcome> done =
          carriedOut(
              entries,
              act ->
                  switch (act) {
                    case Act.OnCluster it -> reverter.carryOut(it);
                    case Act.Adopt it ->
                        entries.recorded(it, begin -> adoption.acts().get().carryOut(it, begin));
                  });
      Set<ResourceRef> touched = new TreeSet<>();
      Map<String, Outcome> outcomes = new HashMap<>();
      done.forEach(
          (act, outcome) -> {
            outcomes.put(entries.view(act).id(), outcome);
            if (outcome.kind().changed() && !(act instanceof Act.Adopt)) {
              touched.add(act.resource());
            }
          });
      settled.forEach(it -> touched.add(it.resource()));
      boolean rewritten =
          done.entrySet().stream().anyMatch(it -> adoption.hasChanged(it.getKey(), it.getValue()));
      DriftCheck.Evaluated current = rewritten ? readAgain() : evaluated;
      Evaluation read = rewritten ? attributed(current.evaluation()) : evaluation;
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
              .carryOut(now, done.keySet()));
      Evaluation later =
          PastRuns.observed(
              now,
              current.recheck(),
              decisions,
              PastRuns.past(evaluation, memory, journal.acts()),
              agent.clock().instant());
      memory.after(later, commits(later)).write(records);
      return new ActReport(report(later), view, outcomes, decisions.channels(later), settled);
    }

    /// Those that are approved, in their order.
    private IdentityHashMap<Act, Outcome> carriedOut(
        ActEntries entries, Function<Act, Outcome> carryOut) {
      IdentityHashMap<Act, Outcome> done = new IdentityHashMap<>();
      Set<ResourceRef> restored = new TreeSet<>();
      for (Act act : entries.approved()) {
        // Configuration that was not put back is no reason to restart who reads it.
        boolean idle =
            act instanceof Act.Restart restart
                && restart.sources().stream().noneMatch(restored::contains);
        if (!idle) {
          Outcome outcome =
              progress.during("Acting on " + act.resource().id(), () -> carryOut.apply(act));
          done.put(act, outcome);
          if (outcome.kind() == Outcome.Kind.DONE) {
            restored.add(act.resource());
          }
        }
      }
      return done;
    }

    private ActDecisions decisions(RunMemory memory) {
      return new ActDecisions(
          desired.policies().actionPolicies(), request.wish(), memory.seen(), startedAt);
    }

    /// What adopting takes, made when something is to be adopted.
    private record Adoption(Rewrites rewrites, Lazy<AdoptActs> acts) {
      /// Whether the sources are no longer what was compared.
      boolean hasChanged(Act act, Outcome outcome) {
        return act instanceof Act.Adopt adopt
            && outcome.kind() == Outcome.Kind.DONE
            && acts.get().isIntoFolder(adopt);
      }
    }

    /// What was written into a folder is Git from now on.
    private DriftCheck.Evaluated readAgain() {
      desired = Desired.read(request.check(), reader);
      return check.evaluated(request.check(), desired, live, observers, redactor);
    }

    private Adoption adoption(Evaluation evaluation) {
      List<AdoptableSource> sources = AdoptableSources.of(desired, reader);
      Lazy<Rewrites> rewrites = new Lazy<>(() -> new SourceRewrites(evaluation, sources));
      return new Adoption(
          (resource, differences) -> rewrites.get().of(resource, differences),
          new Lazy<>(
              () ->
                  new AdoptActs(
                      sources,
                      rewrites.get(),
                      agent.adopter(request.check().config(), progress),
                      id,
                      agent.clock())));
    }

    private Evaluation attributed(Evaluation evaluation) {
      return check.attributed(evaluation, evaluation.differingIds(), desired, live, observers);
    }

    private Report report(Evaluation evaluation) {
      return evaluation.report(
          new Report.Run(id, startedAt, agent.clock().instant(), BuildInfo.get().version()),
          desired.read(),
          desired.skipped(),
          desired.problems());
    }

    private Plan plan(
        Evaluation evaluation,
        Adoption adoption,
        ActDecisions decisions,
        RunMemory memory,
        Past past) {
      Applied applied =
          new Applied(
              new AppliedRevisions(
                  desired,
                  evaluation.world().live().kinds(),
                  request.check().namespaces(),
                  reader,
                  memory,
                  request.applied()));
      return Planner.plan(
          evaluation,
          new Orders(judgement -> decisions.of(judgement, evaluation), request.actions()),
          applied,
          adoption.rewrites(),
          past,
          startedAt);
    }

    private boolean isApproved(Act act, PlanView.ActView shown) {
      return switch (request.approval()) {
        case ActRequest.Approval.PlanOnly _ -> false;
        case ActRequest.Approval.ByPolicy _ -> !act.needsApproval();
        case ActRequest.Approval.Everything _ -> true;
        case ActRequest.Approval.SavedPlan saved -> saved.ids().contains(shown.id());
      };
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

    private Map<ResourceId, String> commits(Evaluation evaluation) {
      Map<ResourceId, String> commits = new HashMap<>();
      for (SourceReading source : desired.sources()) {
        Optional<String> commit = source.source().commit();
        Set<Object> manifests =
            java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        manifests.addAll(source.manifests());
        for (DesiredResource resource : evaluation.world().declared().values()) {
          if (commit.isPresent()
              && manifests.contains(resource.manifest())
              && AppliedRevisions.isCommitted(source, resource)) {
            commits.put(resource.id(), commit.get());
          }
        }
      }
      return commits;
    }
  }
}
