package dev.drift.pipeline;

import dev.drift.act.adopt.AdoptActs;
import dev.drift.act.adopt.AdoptableSource;
import dev.drift.act.adopt.SourceRewrites;
import dev.drift.act.record.ActJournal;
import dev.drift.act.record.RunMemory;
import dev.drift.act.revert.Reverter;
import dev.drift.evaluate.Evaluation;
import dev.drift.kubernetes.http.ParallelRequests;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.model.Lazy;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.plan.Act;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Plans what to do about one evaluation, and does what is approved.
final class ActPass {
  private final ActRequest request;
  private final Desired desired;
  private final SourceReader reader;
  private final Agent agent;
  private final Progress progress;
  private final RunMemory memory;
  private final Run run;
  private final ActDecisions decisions;

  /// The run that this is part of.
  ///
  /// @param about the resources that it acts on
  record Run(String id, Instant startedAt, Predicate<ResourceId> about) {
    /// On all resources.
    Run(String id, Instant startedAt) {
      this(id, startedAt, _ -> true);
    }
  }

  /// What was done.
  ///
  /// @param outcomes by the identity of the act in the plan
  /// @param touched objects that changed
  /// @param rewritten whether the sources are no longer what was compared
  record Done(
      PlanView view,
      Collection<Act> acts,
      Map<String, Outcome> outcomes,
      Set<ResourceRef> touched,
      boolean rewritten) {}

  /// @param memory of earlier runs
  ActPass(
      ActRequest request,
      Desired desired,
      SourceReader reader,
      Agent agent,
      Progress progress,
      RunMemory memory,
      Run run) {
    this.request = request;
    this.desired = desired;
    this.reader = reader;
    this.agent = agent;
    this.progress = progress;
    this.memory = memory;
    this.run = run;
    this.decisions =
        new ActDecisions(
            desired.policies().actionPolicies(), request.wish(), memory.seen(), run.startedAt());
  }

  ActDecisions decisions() {
    return decisions;
  }

  Plan plan(Evaluation evaluation, Past past) {
    return plan(evaluation, adoption(evaluation), past);
  }

  private Plan plan(Evaluation evaluation, Adoption adoption, Past past) {
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
        new Orders(
            judgement -> decisions.of(judgement, evaluation), request.actions(), run.about()),
        applied,
        adoption.rewrites(),
        past,
        run.startedAt());
  }

  /// @param fit throws if the plan is not the one that was approved
  Done carryOut(
      Evaluation evaluation,
      Past past,
      ActJournal journal,
      ObjectWriter writer,
      Consumer<PlanView> fit) {
    Adoption adoption = adoption(evaluation);
    Plan plan = plan(evaluation, adoption, past);
    PlanView view = new PlanViews(evaluation.world().redactor()).of(plan);
    fit.accept(view);
    view.left().forEach(it -> journal.left(run.id(), agent.clock().instant(), it));
    ActEntries entries =
        new ActEntries(
            journal, run.id(), plan, view, memory.seen(), this::isApproved, agent.clock());
    Proof proof = new Proof(evaluation);
    IdentityHashMap<Act, Outcome> done =
        carriedOut(
            entries,
            act ->
                switch (act) {
                  case Act.OnCluster it ->
                      new Reverter(
                              writer,
                              ref -> ref.among(evaluation.world().live().kinds()),
                              proof,
                              entries,
                              agent.clock())
                          .carryOut(it);
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
    boolean rewritten =
        done.entrySet().stream().anyMatch(it -> adoption.hasChanged(it.getKey(), it.getValue()));
    return new Done(view, done.keySet(), outcomes, touched, rewritten);
  }

  /// Those that are approved, in their order; patches that follow each other at once.
  private IdentityHashMap<Act, Outcome> carriedOut(
      ActEntries entries, Function<Act, Outcome> carryOut) {
    IdentityHashMap<Act, Outcome> done = new IdentityHashMap<>();
    Set<ResourceRef> restored = new TreeSet<>();
    for (List<Act> some : independent(entries.approved())) {
      List<Act> due = some.stream().filter(act -> !isIdle(act, restored)).toList();
      List<Outcome> outcomes =
          ParallelRequests.finish(
              due,
              ParallelRequests.AT_ONCE,
              act ->
                  progress.during("Acting on " + act.resource().id(), () -> carryOut.apply(act)));
      for (int i = 0; i < due.size(); i++) {
        done.put(due.get(i), outcomes.get(i));
        if (outcomes.get(i).kind() == Outcome.Kind.DONE) {
          restored.add(due.get(i).resource());
        }
      }
    }
    return done;
  }

  /// Restarting a workload is pointless if none of its configuration was put back.
  private static boolean isIdle(Act act, Set<ResourceRef> restored) {
    return act instanceof Act.Restart restart
        && restart.sources().stream().noneMatch(restored::contains);
  }

  /// In their order, with those together that may be carried out at once.
  private static List<List<Act>> independent(List<Act> acts) {
    List<List<Act>> all = new ArrayList<>();
    for (Act act : acts) {
      boolean joins =
          act instanceof Act.Patch
              && !all.isEmpty()
              && all.getLast().getFirst() instanceof Act.Patch;
      if (joins) {
        all.getLast().add(act);
      } else {
        all.add(new ArrayList<>(List.of(act)));
      }
    }
    return all;
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
                    run.id(),
                    agent.clock())));
  }

  private boolean isApproved(Act act, PlanView.ActView shown) {
    return switch (request.approval()) {
      case ActRequest.Approval.PlanOnly _ -> false;
      case ActRequest.Approval.ByPolicy _ -> !act.needsApproval();
      case ActRequest.Approval.Everything _ -> true;
      case ActRequest.Approval.SavedPlan saved -> saved.ids().contains(shown.id());
    };
  }
}
