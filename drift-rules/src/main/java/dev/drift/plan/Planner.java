package dev.drift.plan;

import dev.drift.canonical.ImmutableFields;
import dev.drift.evaluate.Deletions;
import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Judgement;
import dev.drift.evaluate.ResourceResult;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.finding.Finding;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.owner.Reconcilers;
import dev.drift.plan.ownership.Deployers;
import dev.drift.plan.ownership.FieldManager;
import dev.drift.policy.action.ActionDecision;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Hold;
import dev.drift.policy.action.Permit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a plan of an evaluation. It is a function: the same evaluation, past and time give the
/// same plan.
public final class Planner {
  private final Evaluation evaluation;
  private final Function<Judgement, ActionDecision> decide;
  private final Applied applied;
  private final Past past;
  private final Instant now;
  private final Deletions deletions;
  private final Reconcilers reconcilers;
  private final Deployers deployers;
  private final Deletion deletion;
  private final Limiter limiter;
  private final List<Act> acts = new ArrayList<>();
  private final List<LeftAlone> left = new ArrayList<>();
  private final Map<Reconcilers.Keeper.Known, List<Cause>> asked = new LinkedHashMap<>();
  private final Map<ResourceId, Act.Restart> restarts = new LinkedHashMap<>();

  private Planner(
      Evaluation evaluation,
      Function<Judgement, ActionDecision> decide,
      Applied applied,
      Past past,
      Instant now) {
    this.evaluation = evaluation;
    this.decide = decide;
    this.applied = applied;
    this.past = past;
    this.now = now;
    this.deletions = new Deletions(evaluation.world().live());
    this.reconcilers =
        Reconcilers.of(evaluation.world().live(), evaluation.world().desired().onlyNamespaces());
    this.deployers =
        Deployers.of(
            List.copyOf(evaluation.world().declared().values()),
            evaluation.world().live().resources());
    this.deletion = new Deletion(evaluation, past, now);
    this.limiter = new Limiter(past, now);
  }

  /// @param decide what policy orders for a difference
  public static Plan plan(
      Evaluation evaluation,
      Function<Judgement, ActionDecision> decide,
      Applied applied,
      Past past,
      Instant now) {
    return new Planner(evaluation, decide, applied, past, now).plan();
  }

  private Plan plan() {
    evaluation.resources().values().forEach(this::resource);
    asked.forEach((keeper, causes) -> acts.add(new Act.Reconcile(keeper, causes)));
    acts.addAll(restarts.values());
    acts.sort(ActOrder.INSTANCE);
    List<Act> allowed = new ArrayList<>();
    for (Act act : acts) {
      Optional<String> refusal = limiter.refusal(act);
      if (refusal.isPresent()) {
        act.causes().forEach(it -> leave(it, LeftAlone.Reason.LIMIT, refusal.get()));
      } else {
        allowed.add(act);
      }
    }
    return new Plan(allowed, left);
  }

  private void resource(ResourceResult result) {
    List<Cause> reverts = new ArrayList<>();
    for (Judgement judgement : result.judgements()) {
      if (!judgement.reported() || !(judgement.finding() instanceof Finding.Drift drift)) {
        continue;
      }
      ActionDecision decision = decide.apply(judgement);
      Cause cause = new Cause(drift, judgement.difference(), decision);
      switch (decision.action()) {
        case NONE -> leave(cause, LeftAlone.Reason.POLICY, "policy orders nothing");
        case REPORT -> leave(cause, LeftAlone.Reason.POLICY, "policy orders a report only");
        case ADOPT ->
            leave(cause, LeftAlone.Reason.POLICY, "it is to be adopted, which drift adopt does");
        case REVERT -> {
          // What waits for approval is in the plan: there it can be approved.
          Optional<Hold> hold =
              decision.holds().stream()
                  .filter(it -> !(it instanceof Hold.NeedsApproval))
                  .findFirst();
          if (hold.isPresent()) {
            leave(cause, LeftAlone.Reason.HELD, hold.get().sentence());
          } else {
            reverts.add(cause);
          }
        }
      }
    }
    if (!reverts.isEmpty()) {
      revert(result, reverts);
    }
  }

  private void revert(ResourceResult result, List<Cause> causes) {
    ResourceId id = result.resource().id();
    Optional<LiveResource> live =
        Optional.ofNullable(evaluation.world().live().resources().get(id));
    Optional<DesiredResource> desired = Optional.ofNullable(evaluation.world().declared().get(id));
    Optional<String> deleted = live.flatMap(deletions::of).or(() -> deletions.ofNamespace(id));
    if (deleted.isPresent()) {
      causes.forEach(it -> leave(it, LeftAlone.Reason.BEING_DELETED, deleted.get()));
      return;
    }
    if (result.verdict().filter(Planner::isUnsure).isPresent()) {
      causes.forEach(it -> leave(it, LeftAlone.Reason.UNKNOWN, "not all of it could be judged"));
      return;
    }
    Reconcilers.Keeper keeper = live.map(reconcilers::of).orElseGet(Reconcilers.Keeper.Nobody::new);
    List<Cause> open =
        causes.stream()
            .filter(it -> !isMark(it) && !isFight(it, keeper) && !isKept(it, keeper))
            .toList();
    if (open.isEmpty()) {
      return;
    }
    if (desired.isEmpty()) {
      open.forEach(it -> undeclared(it, live));
    } else if (live.isEmpty()) {
      open.forEach(it -> missing(it, desired.get()));
    } else {
      changed(desired.get(), live.get(), open);
    }
  }

  private static boolean isUnsure(Verdict verdict) {
    return switch (verdict) {
      case UNKNOWN, INVALID_DESIRED -> true;
      case IN_SYNC, DRIFTED, NEEDS_RECREATE, MISSING, UNMANAGED, COMPLETED, PENDING -> false;
    };
  }

  private boolean isMark(Cause cause) {
    Optional<String> deployer = DeployerMarks.added(cause.difference());
    deployer.ifPresent(
        name ->
            leave(
                cause,
                LeftAlone.Reason.KEPT_BY_DEPLOYER,
                "%s finds what it deployed by this mark; remove it by hand if nobody deploys the object"
                    .formatted(name)));
    return deployer.isPresent();
  }

  /// A person who orders it knows better than a count.
  private boolean isFight(Cause cause, Reconcilers.Keeper keeper) {
    String opponent = Opponent.of(cause.finding().attribution());
    Optional<ActionRule> rule = cause.decision().rule();
    int attempts = past.attempts(cause.finding().fingerprint(), opponent, now);
    if (rule.isEmpty() || attempts < rule.get().limits().attempts()) {
      return false;
    }
    leave(
        cause,
        LeftAlone.Reason.FIGHT,
        keeper instanceof Reconcilers.Keeper.Known known && permits(cause, Permit.RECONCILE)
            ? "%s was asked %d times within a day and did not put it back"
                .formatted(known, attempts)
            : "it was undone %d times within a day, and %s made it again"
                .formatted(attempts, Opponent.named(opponent)));
    return true;
  }

  /// Nothing is taken over from whom Drift could not read: it would not know what is applied.
  private boolean isKept(Cause cause, Reconcilers.Keeper keeper) {
    return switch (keeper) {
      case Reconcilers.Keeper.Nobody _ -> false;
      case Reconcilers.Keeper.Unverifiable(var _, String sentence) -> {
        leave(cause, LeftAlone.Reason.KEPT_BY_DEPLOYER, sentence);
        yield true;
      }
      case Reconcilers.Keeper.Known _ when permits(cause, Permit.TAKE_OVER) -> false;
      case Reconcilers.Keeper.Known known -> {
        Optional<String> obstacle = obstacle(known, permits(cause, Permit.RECONCILE));
        if (obstacle.isEmpty()) {
          asked.computeIfAbsent(known, _ -> new ArrayList<>()).add(cause);
        } else {
          leave(cause, LeftAlone.Reason.KEPT_BY_DEPLOYER, obstacle.get());
        }
        yield true;
      }
    };
  }

  /// Why who keeps an object is not asked to put it back.
  private static Optional<String> obstacle(Reconcilers.Keeper.Known keeper, boolean mayAsk) {
    Optional<String> idle = keeper.idle();
    if (idle.isPresent()) {
      return Optional.of(
          "%s keeps the object but %s; allow: [takeOver] lets Drift put it back"
              .formatted(keeper, idle.get()));
    }
    if (!mayAsk) {
      return Optional.of(
          "%s keeps the object; allow: [reconcile] asks it to put it back".formatted(keeper));
    }
    return keeper
        .pending()
        .map(request -> "%s was asked (%s) and has not answered yet".formatted(keeper, request));
  }

  private static boolean permits(Cause cause, Permit permit) {
    return cause.decision().rule().filter(it -> it.allow().contains(permit)).isPresent();
  }

  private void undeclared(Cause cause, Optional<LiveResource> live) {
    if (cause.difference().change() != Change.UNMANAGED || live.isEmpty()) {
      leave(cause, LeftAlone.Reason.CANNOT_UNDO, "Git does not declare the object itself");
      return;
    }
    Optional<String> refusal = deletion.refusal(live.get(), cause);
    if (refusal.isPresent()) {
      leave(cause, LeftAlone.Reason.PROTECTED, refusal.get());
      return;
    }
    switch (applied.of(live.get().id())) {
      case AppliedState.Undeclared _ -> acts.add(new Act.Delete(live.get(), List.of(cause)));
      case AppliedState.Known known ->
          leave(
              cause,
              LeftAlone.Reason.NOT_APPLIED,
              "the applied revision still declares it (%s)".formatted(known.how()));
      case AppliedState.Unknown unknown ->
          leave(cause, LeftAlone.Reason.NOT_APPLIED, unknown.how());
    }
  }

  private void missing(Cause cause, DesiredResource desired) {
    switch (applied.of(desired, Optional.empty(), Optional.empty(), Optional.empty())) {
      case AppliedState.Known(DesiredResource then, String _, var _) -> {
        if (!then.content().equals(desired.content())) {
          leave(
              cause,
              LeftAlone.Reason.NOT_APPLIED,
              "Git has changed it since the revision that is applied");
          return;
        }
        acts.add(
            new Act.Create(
                desired, deployers.usual(desired).orElse(FieldManager.KUBECTL), List.of(cause)));
      }
      case AppliedState.Undeclared undeclared ->
          leave(
              cause,
              LeftAlone.Reason.NOT_APPLIED,
              "the applied revision does not declare it yet (%s)".formatted(undeclared.how()));
      case AppliedState.Unknown unknown ->
          leave(cause, LeftAlone.Reason.NOT_APPLIED, unknown.how());
    }
  }

  private void changed(DesiredResource desired, LiveResource live, List<Cause> causes) {
    Optional<ResourceComparison> comparison = evaluation.compare(desired, live);
    if (comparison.isEmpty()) {
      causes.forEach(it -> leave(it, LeftAlone.Reason.UNKNOWN, "it cannot be compared"));
      return;
    }
    List<Cause> open =
        applied(desired, live, causes.stream().filter(it -> !isImmutable(it, live)).toList());
    Map<Difference, Cause> byDifference = new LinkedHashMap<>();
    open.forEach(it -> byDifference.put(it.difference(), it));
    Undo undo =
        Undo.of(
            comparison.get(),
            List.copyOf(byDifference.keySet()),
            patched -> evaluation.compare(desired, patched));
    undo.refused()
        .forEach(
            (difference, why) ->
                leave(
                    Objects.requireNonNull(byDifference.remove(difference)),
                    LeftAlone.Reason.CANNOT_UNDO,
                    why));
    if (!undo.steps().isEmpty()) {
      Act.Patch patch =
          new Act.Patch(
              desired,
              live,
              undo.steps(),
              deployers.of(desired, live, strangers(causes)),
              ConfigurationReaders.of(live, undo.steps(), evaluation.world()),
              List.copyOf(byDifference.values()));
      acts.add(patch);
      restart(patch);
    }
  }

  /// Only if every rule that orders the patch allows it.
  private void restart(Act.Patch patch) {
    if (patch.permits(Permit.RESTART)) {
      for (ResourceRef reader : patch.readers()) {
        LiveResource workload = evaluation.world().live().resources().get(reader.id());
        if (workload != null) {
          restarts.merge(
              workload.id(),
              new Act.Restart(workload, List.of(patch.resource()), patch.causes()),
              Planner::both);
        }
      }
    }
  }

  private static Act.Restart both(Act.Restart one, Act.Restart other) {
    return new Act.Restart(
        one.live(),
        Stream.concat(one.sources().stream(), other.sources().stream()).toList(),
        Stream.concat(one.causes().stream(), other.causes().stream()).toList());
  }

  private boolean isImmutable(Cause cause, LiveResource live) {
    if (!ImmutableFields.contain(
        live.id().groupKind(), cause.difference().ofField().path(), live.content())) {
      return false;
    }
    leave(cause, LeftAlone.Reason.NEEDS_RECREATE, cause.finding().remedy());
    return true;
  }

  /// Those whose value of Git is the one that was applied.
  private List<Cause> applied(DesiredResource desired, LiveResource live, List<Cause> causes) {
    if (causes.isEmpty()) {
      return causes;
    }
    Optional<String> keeper =
        reconcilers.of(live) instanceof Reconcilers.Keeper.Known known
            ? known.revision()
            : Optional.empty();
    AppliedState state =
        applied.of(desired, Optional.of(live), keeper, deployed(desired, live, causes));
    return switch (state) {
      case AppliedState.Known(DesiredResource then, String how, var _) -> {
        List<Difference> differences =
            then.content().equals(desired.content())
                ? causes.stream().map(Cause::difference).toList()
                : evaluation
                    .compare(then, live)
                    .map(it -> it.comparison().differences())
                    .orElse(List.of());
        List<Cause> open = new ArrayList<>();
        for (Cause cause : causes) {
          if (differences.stream().anyMatch(it -> isSame(it, cause.difference()))) {
            open.add(cause);
          } else {
            leave(
                cause,
                LeftAlone.Reason.NOT_APPLIED,
                "Git has another value here than the applied configuration (%s)".formatted(how));
          }
        }
        yield open;
      }
      case AppliedState.Undeclared(String how) -> {
        causes.forEach(
            it ->
                leave(
                    it,
                    LeftAlone.Reason.NOT_APPLIED,
                    "the applied revision does not declare it (%s)".formatted(how)));
        yield List.of();
      }
      case AppliedState.Unknown(String how) -> {
        causes.forEach(it -> leave(it, LeftAlone.Reason.NOT_APPLIED, how));
        yield List.of();
      }
    };
  }

  private static boolean isSame(Difference one, Difference other) {
    return one.change() == other.change()
        && one.livePath().equals(other.livePath())
        && one.desired().equals(other.desired())
        && one.live().equals(other.live());
  }

  private Optional<Instant> deployed(
      DesiredResource desired, LiveResource live, List<Cause> causes) {
    Optional<FieldManager> deployer = deployers.of(desired, live, strangers(causes));
    return live.owners().stream()
        .filter(
            owner ->
                deployer
                    .filter(
                        it ->
                            it.name().equals(owner.manager())
                                && it.operation().label().equals(owner.operation()))
                    .isPresent())
        .map(FieldOwner::time)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  private static List<String> strangers(List<Cause> causes) {
    return causes.stream()
        .map(it -> it.finding().attribution().manager())
        .filter(it -> !it.isEmpty())
        .collect(Collectors.toList());
  }

  private void leave(Cause cause, LeftAlone.Reason reason, String sentence) {
    left.add(new LeftAlone(cause, reason, sentence));
  }
}
