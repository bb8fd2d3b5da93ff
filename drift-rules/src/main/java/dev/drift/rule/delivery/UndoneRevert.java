package dev.drift.rule.delivery;

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

/// Somebody, or the server, undoes what Drift reverts, so that it has stopped trying.
final class UndoneRevert implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEL014", "undone-revert", Category.DELIVERY, Severity.HIGH)
          .what(
              "A difference is there again after Drift undid it as often as its policy allows, or the API server never keeps Git's"
                  + " value. Drift has stopped trying. Reported only in runs with a record of acts.")
          .why(
              "Two parties want different values. Until one of them gives way, the cluster does not match Git.")
          .example(
              "An operator sets the replicas of a Deployment back to 5 within a minute of each revert.")
          .remedy(
              "Stop the opponent that the message names, and apply Git's value again. If the opponent is right, adopt its value into"
                  + " Git, or ignore the path in a policy.");

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
    return Reads.of(Reads.Fact.FIGHTS);
  }

  @Override
  public List<Offence> judge(MaskedWorld world) {
    return world.fights().stream()
        .map(
            fight -> new Offence(fight.resource(), fight.path(), INFO.severity(), fight.sentence()))
        .toList();
  }
}
