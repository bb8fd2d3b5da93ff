package dev.drift.rule.delivery;

import static dev.drift.model.branch.BranchPair.Role.FEATURE;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.branch.BranchState;
import dev.drift.model.kind.GroupKind;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.WorldRule;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A feature branch is still there, though all that it has is merged.
final class FeatureLeftOver implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEL003", "left-over-feature-branch", Category.DELIVERY, Severity.LOW)
          .what(
              "A feature branch is fully merged: it has no commit that the master or a release branch of its version lacks. A branch at"
                  + " the head of one of these may be new and is not reported. Squashed branches are not recognised as merged.")
          .why(
              "Further work on it starts from an old state, and stale branches hide what is still in progress.")
          .example(
              "`feature_v1_new-catalog` was merged into `release_v1.1.0` in March and never deleted.")
          .remedy("Delete the branch, or bring it up to date if work on it continues.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of();
  }

  @Override
  public Reads reads() {
    return Reads.of(Reads.Fact.BRANCHES);
  }

  @Override
  public List<Offence> judge(MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    Branches.of(world, Set.of(FEATURE)).forEach(source -> judge(source, offences));
    return offences;
  }

  private static void judge(Branches.OfSource source, List<Offence> offences) {
    source.states().stream()
        .collect(groupingBy(state -> state.pair().branch(), TreeMap::new, toList()))
        .forEach(
            (feature, states) ->
                merged(states)
                    .ifPresent(
                        state ->
                            offences.add(
                                source.offence(feature, INFO.severity(), message(state)))));
  }

  /// Master stands first, the releases after it.
  private static Optional<BranchState> merged(List<BranchState> states) {
    return states.stream().anyMatch(BranchState::isSame)
        ? Optional.empty()
        : states.stream().filter(BranchState::isMerged).findFirst();
  }

  private static String message(BranchState state) {
    int more = state.behind().commits() + state.behind().merges();
    return "all of its commits are in %s, which is %s ahead"
        .formatted(state.pair().base(), Branches.count(more));
  }
}
