package dev.drift.pipeline;

import dev.drift.act.record.ActJournal;
import dev.drift.act.record.ActRecord;
import dev.drift.act.record.RunMemory;
import dev.drift.act.revert.Journal;
import dev.drift.act.revert.Leftovers;
import dev.drift.act.revert.Reverter;
import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Judgement;
import dev.drift.finding.Report;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.plan.Act;
import dev.drift.plan.ActReport;
import dev.drift.plan.Applied;
import dev.drift.plan.Opponent;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.Plan;
import dev.drift.plan.PlanView;
import dev.drift.plan.PlanViews;
import dev.drift.plan.Planner;
import dev.drift.plan.Proof;
import dev.drift.policy.action.ActionDecision;
import dev.drift.policy.action.ActionPolicies;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.ActionSubject;
import dev.drift.policy.match.PolicySubject;
import dev.drift.secret.Redactor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  ///     record cannot be written, or a saved plan is no longer what would be done
  public ActReport run(ActRequest request) {
    Lazy<Redactor> redactor = new Lazy<>(() -> new Redactor(MaskKeys.read(request.check().mask())));
    try (LiveSource live = LiveSource.open(request.check().live(), redactor, agent, progress)) {
      return new Run(request, live, redactor.get()).run();
    }
  }

  /// One run.
  private final class Run {
    private final ActRequest request;
    private final LiveSource live;
    private final Redactor redactor;
    private final Instant startedAt = agent.clock().instant();
    private final String id = agent.ids().get();
    private final DriftCheck check = new DriftCheck(agent, progress);
    private final SourceReader reader = agent.sourceReader(progress);
    private final Desired desired;
    private final Observers observers;
    private final ActionPolicies policies;

    Run(ActRequest request, LiveSource live, Redactor redactor) {
      this.request = request;
      this.live = live;
      this.redactor = redactor;
      CheckRequest wanted = request.check();
      this.desired = Desired.read(wanted, reader);
      this.observers = Observers.of(wanted, agent.sources(progress));
      this.policies = desired.policies().actionPolicies();
    }

    ActReport run() {
      DriftCheck.Evaluated evaluated =
          check.evaluated(request.check(), desired, live, observers, redactor);
      Evaluation evaluation = attributed(evaluated.evaluation());
      RunMemory memory = RunMemory.read(folder(evaluation));
      if (request.approval() instanceof ActRequest.Approval.PlanOnly) {
        List<Past.PastAct> acts = ActJournal.acts(ActRecord.read(folder(evaluation)), startedAt);
        PlanView plan =
            new PlanViews(evaluation.world().redactor()).of(plan(evaluation, memory, acts));
        return ActReport.of(report(evaluation), plan);
      }
      try (ActRecord record = ActRecord.open(folder(evaluation))) {
        return act(evaluated, evaluation, memory, new ActJournal(record));
      }
    }

    /// What is remembered of this cluster.
    private Path folder(Evaluation evaluation) {
      return request.record().resolve("acts").resolve(evaluation.world().live().cluster().uid());
    }

    private ActReport act(
        DriftCheck.Evaluated evaluated,
        Evaluation evaluation,
        RunMemory memory,
        ActJournal journal) {
      Function<ResourceRef, Optional<ApiKind>> kinds =
          ref ->
              evaluation.world().live().kinds().stream()
                  .filter(
                      kind ->
                          kind.apiVersion().equals(ref.apiVersion())
                              && kind.kind().equals(ref.id().kind()))
                  .findFirst();
      ObjectWriter writer = live.writer();
      List<ActReport.Settled> settled = new ArrayList<>(settled(evaluation, journal));
      new Leftovers(writer, kinds, agent.clock())
          .handOver(evaluation)
          .forEach((ref, why) -> settled.add(new ActReport.Settled(ref, handedOver(why))));
      Plan plan = plan(evaluation, memory, journal.acts(startedAt));
      PlanViews views = new PlanViews(evaluation.world().redactor());
      PlanView view = views.of(plan);
      requireFit(view);
      view.left().forEach(it -> journal.left(id, agent.clock().instant(), it));
      Reverter reverter =
          new Reverter(
              writer, kinds, new Proof(evaluation), new Entries(journal, views), agent.clock());
      Map<String, Outcome> outcomes = new LinkedHashMap<>();
      Set<ResourceRef> touched = new TreeSet<>();
      Set<ResourceRef> restored = new TreeSet<>();
      for (Act act : plan.acts()) {
        PlanView.ActView shown = views.of(act);
        // Configuration that was not put back is no reason to restart who reads it.
        boolean idle =
            act instanceof Act.Restart restart
                && restart.sources().stream().noneMatch(restored::contains);
        if (isApproved(act, shown) && !idle) {
          Outcome outcome =
              progress.during("Acting on " + act.resource().id(), () -> reverter.carryOut(act));
          outcomes.put(shown.id(), outcome);
          if (outcome.kind() == Outcome.Kind.DONE) {
            restored.add(act.resource());
          }
          if (outcome.kind().changed()) {
            touched.add(act.resource());
          }
        }
      }
      settled.forEach(it -> touched.add(it.resource()));
      Evaluation later =
          touched.isEmpty() ? evaluation : evaluated.recheck().again(evaluation, touched);
      memory.after(later, commits(later)).write(folder(evaluation));
      return new ActReport(report(later), view, outcomes, channels(later, memory), settled);
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

    private Plan plan(Evaluation evaluation, RunMemory memory, List<Past.PastAct> acts) {
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
          (judgement, past) -> decide(judgement, past, evaluation),
          applied,
          new Past(memory.seen(), acts, memory.declared()),
          startedAt);
    }

    /// A rule decides, or else who calls the command.
    private ActionDecision decide(Judgement judgement, Past past, Evaluation evaluation) {
      ActionDecision decision =
          policies.decide(
              ActionSubject.of(
                  subject(judgement, evaluation),
                  judgement.difference(),
                  judgement.finding(),
                  evaluation.world().redactor()),
              startedAt,
              past.seen(judgement.finding().fingerprint()));
      return decision.rule().isEmpty() && request.wish().isPresent()
          ? new ActionDecision(request.wish().get(), Optional.empty(), List.of())
          : decision;
    }

    /// To which channels rules lead findings.
    private Map<String, Set<String>> channels(Evaluation evaluation, RunMemory memory) {
      Map<String, Set<String>> channels = new HashMap<>();
      Past past = new Past(memory.seen(), List.of(), memory.declared());
      evaluation
          .judgements()
          .filter(Judgement::reported)
          .forEach(
              judgement ->
                  decide(judgement, past, evaluation)
                      .rule()
                      .map(ActionRule::channels)
                      .filter(names -> !names.isEmpty())
                      .ifPresent(
                          names ->
                              channels.put(judgement.finding().fingerprint(), Set.copyOf(names))));
      return channels;
    }

    private static PolicySubject subject(Judgement judgement, Evaluation evaluation) {
      ResourceRef resource = judgement.finding().resource();
      DesiredResource declared = evaluation.world().declared().get(resource.id());
      return declared == null
          ? judgement
              .live()
              .map(PolicySubject::undeclared)
              .orElseGet(() -> PolicySubject.named(resource))
          : PolicySubject.declared(declared, declared.content(), judgement.live());
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
    private void requireFit(PlanView view) {
      if (request.approval() instanceof ActRequest.Approval.SavedPlan saved) {
        Set<String> now =
            view.acts().stream().map(PlanView.ActView::id).collect(Collectors.toSet());
        long gone = saved.ids().stream().filter(it -> !now.contains(it)).count();
        if (gone > 0) {
          throw new DriftException(
              Problem.of(
                  Problem.Code.PLAN_OUTDATED,
                  "%d of the %d acts of %s are no longer what would be done, so none was done; make a new plan"
                      .formatted(gone, saved.ids().size(), saved.file())));
        }
      }
    }

    /// What became of acts in whose middle a run was stopped, as far as the cluster shows it.
    private List<ActReport.Settled> settled(Evaluation evaluation, ActJournal journal) {
      Set<String> differing =
          evaluation.findings().stream().map(it -> it.fingerprint()).collect(Collectors.toSet());
      List<ActReport.Settled> settled = new ArrayList<>();
      for (ActJournal.Open open : journal.open()) {
        boolean left = open.fingerprints().stream().anyMatch(differing::contains);
        Optional<String> version =
            Optional.ofNullable(evaluation.world().live().resources().get(open.resource()))
                .flatMap(it -> it.metadata().text("resourceVersion"));
        Outcome outcome =
            !left
                ? new Outcome(
                    Outcome.Kind.DONE, "the run was stopped in the middle; the difference is gone")
                : version.equals(open.version())
                    ? new Outcome(
                        Outcome.Kind.NOT_DONE,
                        "the run was stopped in the middle; the object is unchanged")
                    : new Outcome(
                        Outcome.Kind.UNKNOWN,
                        "the run was stopped in the middle; the object has changed since, and still differs");
        journal.end(open.id(), agent.clock().instant(), outcome);
        settled.add(
            new ActReport.Settled(new ResourceRef(open.apiVersion(), open.resource()), outcome));
      }
      return settled;
    }

    private static Outcome handedOver(Optional<String> why) {
      return why.map(
              it ->
                  new Outcome(Outcome.Kind.UNKNOWN, "Drift still owns fields of the object: " + it))
          .orElseGet(
              () ->
                  new Outcome(
                      Outcome.Kind.DONE,
                      "fields that a stopped run had left with Drift were handed to the deployer"));
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

    /// Writes what the reverter does into the journal.
    private final class Entries implements Journal {
      private final ActJournal journal;
      private final PlanViews views;

      Entries(ActJournal journal, PlanViews views) {
        this.journal = journal;
        this.views = views;
      }

      @Override
      public String begin(Act act, Optional<String> version) {
        String rule =
            act.causes().stream()
                .flatMap(it -> it.decision().rule().stream())
                .map(Past::name)
                .findFirst()
                .orElse("");
        return journal.begin(
            id,
            agent.clock().instant(),
            views.of(act),
            version,
            rule,
            Opponent.of(act.causes().getFirst().finding().attribution()));
      }

      @Override
      public void end(String entry, Outcome outcome) {
        journal.end(entry, agent.clock().instant(), outcome);
      }
    }
  }
}
