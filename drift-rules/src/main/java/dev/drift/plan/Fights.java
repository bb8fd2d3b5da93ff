package dev.drift.plan;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Judgement;
import dev.drift.finding.Finding;
import dev.drift.owner.Reconcilers;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionDecision;
import dev.drift.policy.action.Limits;
import dev.drift.world.Fight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds out from the record of acts which differences are there however often they were undone.
///
/// An attempt is over when it succeeded: the difference stayed away for a day. What came back
/// earlier counts, also after restarts, and for as long as the difference is there.
public final class Fights {
  /// What stays undone for so long was undone for good.
  private static final Duration SUCCESS = Duration.ofHours(24);

  /// Where nothing was written, it does no harm to try again after so long.
  private static final Duration PAUSE = Duration.ofHours(24);

  private final Past past;
  private final Instant now;
  private final Map<String, List<Past.PastAct>> attempts = new HashMap<>();

  public Fights(Past past, Instant now) {
    this.past = past;
    this.now = now;
    for (Past.PastAct act : past.acts()) {
      if (isAttempt(act)) {
        act.causes()
            .keySet()
            .forEach(it -> attempts.computeIfAbsent(it, _ -> new ArrayList<>()).add(act));
      }
    }
  }

  /// A restart and an adoption put nothing back, and what may not have been carried out proves
  /// nothing.
  private static boolean isAttempt(Past.PastAct act) {
    boolean putsBack =
        switch (act.verb()) {
          case PATCH, CREATE, DELETE, RECONCILE -> true;
          case RESTART, ADOPT -> false;
        };
    return putsBack
        && switch (act.outcome()) {
          case DONE, NOT_KEPT, UNDONE -> true;
          case ALREADY_DONE, NOT_DONE, CHANGED_SINCE, REFUSED, NEEDS_RIGHTS, NOT_SENT, UNKNOWN ->
              false;
        };
  }

  /// Those of all differences that are reported.
  ///
  /// @param decide what policy orders for a difference
  public List<Fight> in(Evaluation evaluation, Function<Judgement, ActionDecision> decide) {
    return attempts.isEmpty()
        ? List.of()
        : evaluation
            .judgements()
            .filter(Judgement::reported)
            .flatMap(
                it ->
                    it.finding() instanceof Finding.Drift drift
                        ? of(new Cause(drift, it.difference(), decide.apply(it))).stream()
                        : Optional.<Fight>empty().stream())
            .toList();
  }

  /// Whether the difference has been undone as often as its policy rule allows. One about which no
  /// rule decides may have been undone by a person as often as a rule allows by default. What a
  /// rule wants left as it is is no fight.
  Optional<Fight> of(Cause cause) {
    ActionDecision decision = cause.decision();
    if (decision.rule().isPresent() && decision.action() != Action.REVERT) {
      return Optional.empty();
    }
    int allowed = decision.rule().map(rule -> rule.limits()).orElse(Limits.DEFAULT).attempts();
    return last(cause.finding())
        .filter(fight -> fight.times() >= Math.max(1, allowed))
        .map(
            fight ->
                new Fight(
                    cause.finding().resource(),
                    cause.difference().path(),
                    fight.opponent(),
                    fight.times()));
  }

  /// Whether it may be tried again all the same: nothing was written, and the last attempt was long
  /// ago. So a fight that the server has given up is found out.
  boolean mayTryAgain(Fight fight, Cause cause) {
    return switch (fight.opponent()) {
      case Fight.Opponent.Somebody _ -> false;
      case Fight.Opponent.Server _, Fight.Opponent.Keeper _ ->
          !attempts
              .getOrDefault(cause.finding().fingerprint(), List.of())
              .getLast()
              .at()
              .isAfter(now.minus(PAUSE));
    };
  }

  /// From the last attempt backwards. Two opponents who take turns do not hide each other; but what
  /// the server does not keep, or Flux does not put back, counts only in a row.
  private Optional<Fight> last(Finding.Drift finding) {
    List<Past.PastAct> all = attempts.getOrDefault(finding.fingerprint(), List.of());
    String undoneBy = Opponent.of(finding.attribution());
    Instant back = past.seen(finding.fingerprint()).map(it -> it.since()).orElse(now);
    Optional<Fight.Opponent> opponent = Optional.empty();
    int times = 0;
    for (Past.PastAct act : all.reversed()) {
      Optional<Fight.Opponent> one = opponent(act, back, undoneBy);
      if (one.isEmpty() || back.isAfter(act.at().plus(SUCCESS))) {
        break;
      }
      opponent = opponent.or(() -> one);
      if (one.equals(opponent)) {
        times++;
      } else if (!(opponent.get() instanceof Fight.Opponent.Somebody)) {
        break;
      }
      Past.PastCause cause = act.cause(finding.fingerprint());
      undoneBy = cause.opponent();
      back = cause.since();
    }
    int count = times;
    return opponent.map(it -> new Fight(finding.resource(), finding.path(), it, count));
  }

  /// Who was in the way of an attempt.
  ///
  /// @param back since when the difference is there again; not later than the attempt if it was
  ///     there all the time
  /// @param undoneBy who made it after the attempt
  /// @return empty if somebody else put it back after a dry-run: then the server does keep it
  private static Optional<Fight.Opponent> opponent(
      Past.PastAct act, Instant back, String undoneBy) {
    boolean wasGone = back.isAfter(act.at());
    if (act.outcome() == Outcome.Kind.NOT_KEPT) {
      return wasGone ? Optional.empty() : Optional.of(new Fight.Opponent.Server());
    }
    return Optional.of(
        act.verb() == PlanView.Verb.RECONCILE && !wasGone
            ? new Fight.Opponent.Keeper(Reconcilers.name(act.resource()))
            : new Fight.Opponent.Somebody(undoneBy));
  }
}
