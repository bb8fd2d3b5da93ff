package dev.drift.rule.delivery;

import static dev.drift.model.branch.BranchPair.Role.CURRENT_RELEASE;

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

/// The release that is worked on lacks commits of the master branch of its version. That older
/// releases do is as it should be.
final class ReleaseBehindMaster implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEL002", "release-behind-master", Category.DELIVERY, Severity.LOW)
          .what(
              "The newest release branch of a version lacks commits of its master branch. Commits are compared by"
                  + " id, as in DEL001, and merges do not count. Older releases are not compared.")
          .why(
              "Deployments of that release miss changes that were merged into the master branch, possibly fixes.")
          .example(
              "`master_v1` got a new memory limit after `release_v1.1.0` was cut, and the release was deployed without it.")
          .remedy(
              "Merge the master branch into the release branch before the next deployment, or cut a new release.");

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
    return Branches.of(world, Set.of(CURRENT_RELEASE))
        .flatMap(
            source ->
                source.states().stream()
                    .filter(state -> state.behind().commits() > 0)
                    .map(
                        state ->
                            source.offence(
                                state.pair().branch(),
                                INFO.severity(),
                                "%s has %s"
                                    .formatted(
                                        state.pair().base(),
                                        Branches.lacks(state.behind(), "this release")))))
        .toList();
  }
}
