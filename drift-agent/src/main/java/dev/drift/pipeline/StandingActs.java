package dev.drift.pipeline;

import dev.drift.act.record.ActJournal;
import dev.drift.act.record.Records;
import dev.drift.act.record.RunMemory;
import dev.drift.act.revert.Leftovers;
import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Judgement;
import dev.drift.finding.Finding;
import dev.drift.kubernetes.http.ParallelRequests;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.pipeline.record.TargetTrail;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.plan.Cause;
import dev.drift.plan.LeftAlone;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.PlanView;
import dev.drift.plan.PlanViews;
import dev.drift.policy.action.Action;
import dev.drift.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Acts on a target that is watched. What is watched is masked, so the objects in question are read
/// again as they are, and compared once more, before anything is planned.
///
/// The limits of a policy for one run hold from one full check to the next.
final class StandingActs implements AutoCloseable {
  private final ActRequest request;
  private final Agent agent;
  private final Progress progress;
  private final WatchedSource source;
  private final Refusals refusals = new Refusals();
  private Optional<Opened> opened = Optional.empty();

  /// The record, which no other run can act with meanwhile.
  private record Opened(TargetTrails store, Records records, ActJournal journal, RunMemory memory)
      implements AutoCloseable {
    Opened with(RunMemory later) {
      return new Opened(store, records, journal, later);
    }

    @Override
    public void close() {
      journal.close();
      store.close();
    }
  }

  /// What a run acts on.
  ///
  /// @param startedAt of the last full check
  /// @param isOutdated whether a deployer may have applied something since that is not in `desired`
  record Standing(
      Desired desired,
      Evaluation evaluation,
      Recheck recheck,
      Instant startedAt,
      String run,
      BooleanSupplier isOutdated) {}

  /// @param evaluation as it is afterwards
  /// @param left what was left alone, and why
  record Acted(Evaluation evaluation, List<ActDone> done, List<PlanView.LeftView> left) {}

  /// @param request what policies may order; its approval is by policy
  StandingActs(ActRequest request, WatchedSource source, Agent agent, Progress progress) {
    this.request = request;
    this.source = source;
    this.agent = agent;
    this.progress = progress;
  }

  /// After everything was read: also finishes what a run before left unfinished.
  ///
  /// @throws DriftException if the record cannot be read or written, or another run acts with it
  Acted afterFullCheck(Standing standing) {
    refusals.clear();
    Evaluation evaluation = standing.evaluation();
    Opened open = open(standing);
    Set<ResourceRef> touched = new TreeSet<>();
    StoppedActs.settle(evaluation, open.journal(), agent.clock())
        .forEach(it -> touched.add(it.resource()));
    touched.addAll(
        new Leftovers(source.writer(), kinds(evaluation), agent.clock())
            .handOver(evaluation)
            .keySet());
    Acted acted = acted(standing, open, touched);
    new OwedRestarts(
            open.journal(),
            standing.run(),
            standing.desired().policies().actionPolicies(),
            true,
            source.writer(),
            kinds(evaluation),
            agent.clock())
        .carryOut(acted.evaluation(), List.of());
    Evaluation later =
        PastRuns.observed(
            acted.evaluation(),
            standing.recheck(),
            decisions(standing, open),
            PastRuns.past(acted.evaluation(), open.memory(), open.journal().acts()),
            agent.clock().instant());
    RunMemory memory = open.memory().after(later, Commits.of(standing.desired(), later));
    memory.write(open.records());
    opened = Optional.of(open.with(memory));
    return new Acted(later, acted.done(), acted.left());
  }

  /// After changes were watched.
  ///
  /// @throws DriftException if the record cannot be written
  Acted afterChanges(Standing standing) {
    return acted(standing, open(standing), new TreeSet<>());
  }

  private Acted acted(Standing standing, Opened open, Set<ResourceRef> touched) {
    List<ActDone> done = new ArrayList<>();
    List<PlanView.LeftView> left = new ArrayList<>();
    Set<ResourceId> wanted = wanted(standing, open);
    List<DesiredResource> declared =
        wanted.stream()
            .flatMap(id -> Optional.ofNullable(world(standing).declared().get(id)).stream())
            .toList();
    Plain now =
        declared.isEmpty()
            ? new Plain(world(standing), Map.of())
            : plain(world(standing), declared);
    // After the objects were read: what they hold then is not newer.
    if (!wanted.isEmpty() && standing.isOutdated().getAsBoolean()) {
      return new Acted(standing.evaluation(), List.of(), List.of());
    }
    now.unread().forEach((id, why) -> left.addAll(leave(id, why, standing, open)));
    List<DesiredResource> known =
        declared.stream().filter(it -> !now.unread().containsKey(it.id())).toList();
    if (!known.isEmpty()) {
      Evaluation plain =
          standing.recheck().some(known, now.world(), standing.evaluation()).attributed();
      Set<ResourceId> about = new TreeSet<>(wanted);
      about.removeAll(now.unread().keySet());
      touched.addAll(pass(request, about, standing, open, plain, done, left));
    }
    // What is undeclared is deleted at most, and for that nobody needs to know its values.
    Set<ResourceId> undeclared = new TreeSet<>(wanted);
    declared.forEach(it -> undeclared.remove(it.id()));
    if (!undeclared.isEmpty()) {
      touched.addAll(
          pass(
              request.with(Set.of(Action.REVERT)),
              undeclared,
              standing,
              open,
              standing.evaluation(),
              done,
              left));
    }
    return new Acted(
        touched.isEmpty()
            ? standing.evaluation()
            : standing.recheck().again(standing.evaluation(), touched).attributed(),
        done,
        left);
  }

  private Set<ResourceRef> pass(
      ActRequest orders,
      Set<ResourceId> about,
      Standing standing,
      Opened open,
      Evaluation evaluation,
      List<ActDone> done,
      List<PlanView.LeftView> left) {
    ActPass pass =
        new ActPass(
            orders,
            standing.desired(),
            agent.sourceReader(progress, source.facts()).of(request.check()),
            agent,
            progress,
            open.memory(),
            new ActPass.Run(standing.run(), agent.clock().instant(), about::contains));
    Past past =
        PastRuns.past(evaluation, open.memory(), open.journal().acts()).since(standing.startedAt());
    ActPass.Done acts = pass.carryOut(evaluation, past, open.journal(), source.writer(), _ -> {});
    for (PlanView.ActView act : acts.view().acts()) {
      Outcome outcome = acts.outcomes().get(act.id());
      if (outcome != null) {
        done.add(new ActDone(act, outcome));
        if (outcome.kind() == Outcome.Kind.DONE) {
          act.causes().forEach(it -> refusals.remove(it.finding()));
        } else if (outcome.kind().refused()) {
          act.causes().forEach(it -> refusals.add(it.finding()));
        }
      }
    }
    acts.view().left().stream()
        .filter(it -> it.reason() != LeftAlone.Reason.POLICY)
        .forEach(left::add);
    return acts.touched();
  }

  /// The resources about which policies order something.
  private Set<ResourceId> wanted(Standing standing, Opened open) {
    ActDecisions decisions = decisions(standing, open);
    Evaluation evaluation = standing.evaluation();
    return evaluation
        .judgements()
        .filter(Judgement::reported)
        .filter(it -> it.finding() instanceof Finding.Drift)
        .filter(it -> refusals.mayBeTried(it.finding()))
        .filter(it -> request.actions().contains(decisions.of(it, evaluation).action()))
        // Without its CRD nothing can be created. When that comes, everything is read again.
        .filter(it -> kinds(evaluation).apply(it.finding().resource()).isPresent())
        .map(it -> it.finding().resource().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What cannot be read as it is cannot be put back.
  private List<PlanView.LeftView> leave(ResourceId id, String why, Standing standing, Opened open) {
    Evaluation evaluation = standing.evaluation();
    ActDecisions decisions = decisions(standing, open);
    PlanViews views = new PlanViews(evaluation.world().redactor());
    List<PlanView.LeftView> left = new ArrayList<>();
    evaluation.resource(id).stream()
        .flatMap(it -> it.judgements().stream())
        .filter(Judgement::reported)
        .forEach(
            it -> {
              if (it.finding() instanceof Finding.Drift drift) {
                refusals.add(drift);
                Cause cause = new Cause(drift, it.difference(), decisions.of(it, evaluation));
                left.add(views.of(new LeftAlone(cause, LeftAlone.Reason.UNKNOWN, why)));
              }
            });
    return left;
  }

  private ActDecisions decisions(Standing standing, Opened open) {
    return new ActDecisions(
        standing.desired().policies().actionPolicies(),
        request.wish(),
        open.memory().seen(),
        agent.clock().instant());
  }

  private static World world(Standing standing) {
    return standing.evaluation().world();
  }

  private static Function<ResourceRef, Optional<ApiKind>> kinds(Evaluation evaluation) {
    return ref -> ref.among(evaluation.world().live().kinds());
  }

  /// @param world in which objects are as they are. They are not kept
  /// @param unread why the others could not be read
  private record Plain(World world, Map<ResourceId, String> unread) {}

  private Plain plain(World masked, List<DesiredResource> resources) {
    LiveState live = masked.live();
    List<LiveResource> now = new ArrayList<>();
    List<ResourceId> gone = new ArrayList<>();
    Map<ResourceId, String> unread = new HashMap<>();
    List<Read> all = ParallelRequests.map(resources, ParallelRequests.AT_ONCE, this::read);
    for (Read one : all) {
      one.failure().ifPresent(why -> unread.put(one.id(), why));
      if (one.failure().isEmpty()) {
        one.object().ifPresentOrElse(now::add, () -> gone.add(one.id()));
      }
    }
    LiveState plain = live.later(agent.clock().instant(), now, gone);
    return new Plain(
        World.of(
            masked.desired(),
            new LiveState(
                plain.cluster(),
                plain.takenAt(),
                plain.kinds(),
                plain.coverage(),
                plain.resources(),
                plain.openApi(),
                Optional.empty(),
                MaskLevel.DEFAULT),
            masked.observations(),
            masked.redactor()),
        unread);
  }

  /// @param object empty if there is none
  /// @param failure why it is not known
  private record Read(ResourceId id, Optional<LiveResource> object, Optional<String> failure) {}

  /// @throws DriftException if nothing can be read
  private Read read(DesiredResource resource) {
    try {
      return new Read(resource.id(), source.plain().get(resource.ref()), Optional.empty());
    } catch (DriftException e) {
      List<Problem> problems = e.problems();
      if (problems.stream().allMatch(it -> it.code() == Problem.Code.KIND_NOT_READ)) {
        return new Read(resource.id(), Optional.empty(), Optional.of(sentence(problems)));
      }
      throw e;
    }
  }

  /// Without its full stop.
  private static String sentence(List<Problem> problems) {
    String message = problems.getFirst().message();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private Opened open(Standing standing) {
    if (opened.isEmpty()) {
      opened = Optional.of(opening(standing));
    }
    return opened.get();
  }

  private Opened opening(Standing standing) {
    TargetTrails store = TargetTrails.open(request.check(), agent);
    try {
      Evaluation evaluation = standing.evaluation();
      Records records =
          store
              .trail(evaluation.world().live().cluster(), standing.desired().read(), standing.run())
              .map(TargetTrail::records)
              .orElseGet(() -> PastRuns.records(request.record(), evaluation));
      RunMemory memory = RunMemory.read(records, standing.desired().read());
      return new Opened(store, records, ActJournal.open(records), memory);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public void close() {
    opened.ifPresent(Opened::close);
  }
}
