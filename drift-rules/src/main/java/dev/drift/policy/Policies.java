package dev.drift.policy;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Problem;
import dev.drift.model.branch.BranchScheme;
import dev.drift.policy.action.ActionPolicies;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Freeze;
import dev.drift.world.ImageExpectations;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/// All policies of one run.
///
/// @param today in UTC; the engine has no clock
/// @param whole whether the run looks at all that the policies may speak of, so that one which
///     matches nothing is of no use
public record Policies(Reading reading, LocalDate today, boolean whole) {
  public static final Policies NONE = new Policies(Reading.NOTHING, LocalDate.EPOCH, false);

  /// What was read, from one place or several.
  ///
  /// @param problems with file and line; what has a problem is not among the others
  public record Reading(
      List<Ignore> ignores,
      List<SeverityChange> severities,
      List<ImageExpectations> images,
      List<BranchNames> branches,
      List<ActionRule> actions,
      List<Freeze> freezes,
      List<Problem> problems) {
    public static final Reading NOTHING = of(List.of(), List.of());

    /// Ignores and nothing else.
    public static Reading of(List<Ignore> ignores, List<Problem> problems) {
      return new Reading(ignores, List.of(), List.of(), List.of(), List.of(), List.of(), problems);
    }

    public Reading {
      ignores = List.copyOf(ignores);
      severities = List.copyOf(severities);
      images = List.copyOf(images);
      branches = List.copyOf(branches);
      actions = List.copyOf(actions);
      freezes = List.copyOf(freezes);
      problems = List.copyOf(problems);
    }

    public Reading and(Reading more) {
      return new Reading(
          join(ignores, more.ignores),
          join(severities, more.severities),
          join(images, more.images),
          join(branches, more.branches),
          join(actions, more.actions),
          join(freezes, more.freezes),
          join(problems, more.problems));
    }

    /// What is to be done about findings; only the agent's own configuration can say.
    public ActionPolicies actionPolicies() {
      return new ActionPolicies(actions, freezes);
    }

    /// How branches are named: as the agent's own configuration says, else as the repository says,
    /// else by convention.
    public List<BranchScheme> schemes() {
      for (PolicySource source : PolicySource.values()) {
        List<BranchScheme> schemes =
            branches.stream()
                .filter(one -> one.source() == source)
                .map(BranchNames::scheme)
                .toList();
        if (!schemes.isEmpty()) {
          return schemes;
        }
      }
      return List.of(BranchScheme.CONVENTION);
    }

    private static <T> List<T> join(List<T> some, List<T> more) {
      return Stream.concat(some.stream(), more.stream()).toList();
    }
  }

  public Policies {
    requireNonNull(reading, "reading is null");
    requireNonNull(today, "today is null");
  }

  public Policies and(Reading more) {
    return new Policies(reading.and(more), today, whole);
  }

  boolean isExpired(Ignore ignore) {
    return today.isAfter(ignore.expires());
  }
}
