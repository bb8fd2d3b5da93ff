package dev.drift.plan;

import dev.drift.evaluate.Evaluation;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.owner.Reconcilers;
import dev.drift.plan.ownership.Deployers;
import dev.drift.plan.ownership.FieldManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tells differences from what is only not deployed yet: an act may rest on a difference only if
/// the revision that is applied has it too.
final class AppliedCauses {
  private final Evaluation evaluation;
  private final Applied applied;
  private final Reconcilers reconcilers;
  private final Deployers deployers;
  private final Leave leave;

  AppliedCauses(
      Evaluation evaluation,
      Applied applied,
      Reconcilers reconcilers,
      Deployers deployers,
      Leave leave) {
    this.evaluation = evaluation;
    this.applied = applied;
    this.reconcilers = reconcilers;
    this.deployers = deployers;
    this.leave = leave;
  }

  /// Whether the revision that is applied does not declare the object either.
  boolean isUndeclared(ResourceId id, Cause cause) {
    switch (applied.of(id)) {
      case AppliedState.Undeclared _ -> {
        return true;
      }
      case AppliedState.Known known ->
          leave.alone(
              cause,
              LeftAlone.Reason.NOT_APPLIED,
              "the applied revision still declares it (%s)".formatted(known.how()));
      case AppliedState.Unknown unknown ->
          leave.alone(cause, LeftAlone.Reason.NOT_APPLIED, unknown.how());
    }
    return false;
  }

  /// Whether the revision that is applied declares a missing object just as the newest one does.
  boolean isDeclared(DesiredResource desired, Cause cause) {
    switch (applied.of(desired, Optional.empty(), Optional.empty(), Optional.empty())) {
      case AppliedState.Known(DesiredResource then, String _, var _) -> {
        if (then.content().equals(desired.content())) {
          return true;
        }
        leave.alone(
            cause,
            LeftAlone.Reason.NOT_APPLIED,
            "Git has changed it since the revision that is applied");
      }
      case AppliedState.Undeclared undeclared ->
          leave.alone(
              cause,
              LeftAlone.Reason.NOT_APPLIED,
              "the applied revision does not declare it yet (%s)".formatted(undeclared.how()));
      case AppliedState.Unknown unknown ->
          leave.alone(cause, LeftAlone.Reason.NOT_APPLIED, unknown.how());
    }
    return false;
  }

  /// Those whose value of Git is the one that was applied.
  List<Cause> of(DesiredResource desired, LiveResource live, List<Cause> causes) {
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
            leave.alone(
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
                leave.alone(
                    it,
                    LeftAlone.Reason.NOT_APPLIED,
                    "the applied revision does not declare it (%s)".formatted(how)));
        yield List.of();
      }
      case AppliedState.Unknown(String how) -> {
        causes.forEach(it -> leave.alone(it, LeftAlone.Reason.NOT_APPLIED, how));
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

  static List<String> strangers(List<Cause> causes) {
    return causes.stream()
        .map(it -> it.finding().attribution().manager())
        .filter(it -> !it.isEmpty())
        .collect(Collectors.toList());
  }
}
