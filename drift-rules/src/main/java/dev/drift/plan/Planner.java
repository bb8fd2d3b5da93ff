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
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.owner.Reconcilers;
import dev.drift.plan.ownership.Deployers;
import dev.drift.plan.ownership.FieldManager;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.Hold;
import dev.drift.policy.action.Permit;
import dev.drift.world.Fight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a plan of an evaluation. It is a function: the same evaluation, past and time give the
/// same plan.
public final class Planner {
  private final Evaluation evaluation;
  private final Orders orders;
  private final Fights fights;
  private final Deletions deletions;
  private final Reconcilers reconcilers;
  private final Deployers deployers;
  private final Deletion deletion;
  private final AppliedCauses appliedCauses;
  private final Adoptable adoptable;
  private final Limiter limiter;
  private final List<Act> acts = new ArrayList<>();
  private final List<LeftAlone> left = new ArrayList<>();
  private final Map<Reconcilers.Keeper.Known, List<Cause>> asked = new LinkedHashMap<>();
  private final Map<ResourceId, Act.Restart> restarts = new LinkedHashMap<>();

  private Planner(
      Evaluation evaluation,
      Orders orders,
      Applied applied,
      Rewrites rewrites,
      Past past,
      Instant now) {
    this.evaluation = evaluation;
    this.orders = orders;
    this.fights = new Fights(past, now);
    this.deletions = new Deletions(evaluation.world().live());
    this.reconcilers =
        Reconcilers.of(evaluation.world().live(), evaluation.world().desired().onlyNamespaces());
    this.deployers = Deployers.of(evaluation);
    this.deletion = new Deletion(evaluation, past, now);
    this.appliedCauses =
        new AppliedCauses(evaluation, applied, reconcilers, deployers, this::leave);
    this.adoptable = new Adoptable(appliedCauses, rewrites, this::leave);
    this.limiter = new Limiter(past, now);
  }

  /// @param orders what policy orders for each difference
  /// @param applied what was applied last
  /// @param rewrites how Git can be made to say what runs; not asked unless something is adopted
  public static Plan plan(
      Evaluation evaluation,
      Orders orders,
      Applied applied,
      Rewrites rewrites,
      Past past,
      Instant now) {
    return new Planner(evaluation, orders, applied, rewrites, past, now).plan();
  }

  private Plan plan() {
    evaluation.resources().values().stream()
        .filter(it -> orders.about().test(it.resource().id()))
        .forEach(this::resource);
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
    List<Cause> adoptions = new ArrayList<>();
    for (Judgement judgement : result.judgements()) {
      if (!judgement.reported() || !(judgement.finding() instanceof Finding.Drift drift)) {
        continue;
      }
      Cause cause = new Cause(drift, judgement.difference(), orders.decide().apply(judgement));
      Action action = cause.decision().action();
      switch (action) {
        case NONE -> leave(cause, LeftAlone.Reason.POLICY, "policy orders nothing");
        case REPORT -> leave(cause, LeftAlone.Reason.POLICY, "policy orders a report only");
        case REVERT, ADOPT -> {
          if (isOpen(cause)) {
            (action == Action.REVERT ? reverts : adoptions).add(cause);
          }
        }
      }
    }
    judged(result, reverts).ifPresent(object -> revert(object, reverts));
    judged(result, adoptions).ifPresent(object -> adopt(result.resource(), object, adoptions));
  }

  /// Whether something may be done about it now.
  private boolean isOpen(Cause cause) {
    Action action = cause.decision().action();
    // What waits for approval is in the plan: there it can be approved.
    Optional<Hold> hold =
        cause.decision().holds().stream()
            .filter(it -> !(it instanceof Hold.NeedsApproval))
            .findFirst();
    if (!orders.actions().contains(action)) {
      leave(
          cause,
          LeftAlone.Reason.POLICY,
          action == Action.ADOPT
              ? "policy orders to adopt it, which drift adopt does"
              : "policy orders to revert it, which drift revert does");
      return false;
    }
    hold.ifPresent(it -> leave(cause, LeftAlone.Reason.HELD, it.sentence()));
    return hold.isEmpty();
  }

  /// One of them at least.
  private record Pair(Optional<DesiredResource> desired, Optional<LiveResource> live) {}

  /// Empty if there is nothing to be done, or it may not be done because of the object itself.
  private Optional<Pair> judged(ResourceResult result, List<Cause> causes) {
    ResourceId id = result.resource().id();
    Optional<LiveResource> live =
        Optional.ofNullable(evaluation.world().live().resources().get(id));
    Optional<String> deleted = live.flatMap(deletions::of).or(() -> deletions.ofNamespace(id));
    if (deleted.isPresent()) {
      causes.forEach(it -> leave(it, LeftAlone.Reason.BEING_DELETED, deleted.get()));
      return Optional.empty();
    }
    if (result.verdict().filter(Planner::isUnsure).isPresent()) {
      causes.forEach(it -> leave(it, LeftAlone.Reason.UNKNOWN, "not all of it could be judged"));
      return Optional.empty();
    }
    return causes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Pair(Optional.ofNullable(evaluation.world().declared().get(id)), live));
  }

  private void adopt(ResourceRef resource, Pair object, List<Cause> causes) {
    List<Cause> open = causes.stream().filter(it -> !isMark(it)).toList();
    if (!open.isEmpty()) {
      adoptable.act(resource, object.desired(), object.live(), open).ifPresent(acts::add);
    }
  }

  private void revert(Pair object, List<Cause> causes) {
    Optional<DesiredResource> desired = object.desired();
    Optional<LiveResource> live = object.live();
    Reconcilers.Keeper keeper = live.map(reconcilers::of).orElseGet(Reconcilers.Keeper.Nobody::new);
    List<Cause> open =
        causes.stream().filter(it -> !isMark(it) && !isFight(it) && !isKept(it, keeper)).toList();
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
  private boolean isFight(Cause cause) {
    Optional<Fight> fight = cause.decision().rule().flatMap(_ -> fights.of(cause));
    if (fight.isEmpty() || fights.mayTryAgain(fight.get(), cause)) {
      return false;
    }
    leave(cause, LeftAlone.Reason.FIGHT, fight.get().sentence());
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
    if (appliedCauses.isUndeclared(live.get().id(), cause)) {
      acts.add(new Act.Delete(live.get(), List.of(cause)));
    }
  }

  private void missing(Cause cause, DesiredResource desired) {
    if (appliedCauses.isDeclared(desired, cause)) {
      acts.add(
          new Act.Create(
              desired, deployers.usual(desired).orElse(FieldManager.KUBECTL), List.of(cause)));
    }
  }

  private void changed(DesiredResource desired, LiveResource live, List<Cause> causes) {
    Optional<ResourceComparison> comparison = evaluation.compare(desired, live);
    if (comparison.isEmpty()) {
      causes.forEach(it -> leave(it, LeftAlone.Reason.UNKNOWN, "it cannot be compared"));
      return;
    }
    List<Cause> open =
        appliedCauses.of(
            desired, live, causes.stream().filter(it -> !isImmutable(it, live)).toList());
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
              deployers.of(desired, live, AppliedCauses.strangers(causes)),
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

  private void leave(Cause cause, LeftAlone.Reason reason, String sentence) {
    left.add(new LeftAlone(cause, reason, sentence));
  }
}
