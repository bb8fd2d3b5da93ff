package dev.drift.rule.delivery;

import static dev.drift.model.branch.BranchPair.Role.CURRENT_RELEASE;
import static dev.drift.model.branch.BranchPair.Role.RELEASE;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.GroupKind;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.WorldRule;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Set;

/// A release has commits that the master branch of its version lacks.
final class ReleaseNotMergedBack implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEL001", "release-not-merged-back", Category.DELIVERY, Severity.MEDIUM)
          .what(
              "A release branch has commits that the master branch of its version lacks. Commits are compared by id:"
                  + " one that was cherry-picked or squashed into the master branch is another commit. Merges do not count.")
          .why(
              "The next release is cut from the master branch, so what was fixed in this one breaks again.")
          .example(
              "A catalog fix went into `release_v1.1.0` on the night of the deployment and was never merged into `master_v1`.")
          .remedy(
              "Merge the release branch into the master branch of its version once it is deployed.");

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
    return Branches.of(world, Set.of(RELEASE, CURRENT_RELEASE))
        .flatMap(
            source ->
                source.states().stream()
                    .filter(state -> state.ahead().commits() > 0)
                    .map(
                        state ->
                            source.offence(
                                state.pair().branch(),
                                INFO.severity(),
                                "it has " + Branches.lacks(state.ahead(), state.pair().base()))))
        .toList();
  }
}
