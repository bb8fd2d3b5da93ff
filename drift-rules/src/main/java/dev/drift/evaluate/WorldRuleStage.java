package dev.drift.evaluate;

import dev.drift.model.ResourceId;
import dev.drift.rule.WorldRule;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A rule that judges how resources fit together: in each namespace, or in the cluster, which is
/// one piece with an empty name.
record WorldRuleStage(WorldRule rule, Reads reads) implements Stage<String> {
  WorldRuleStage(WorldRule rule) {
    this(rule, rule.reads());
  }

  @Override
  public Stream<String> pieces(Pass pass) {
    return pass.inspection().parts(rule).stream();
  }

  @Override
  public Optional<String> piece(ResourceId id) {
    return Optional.empty();
  }

  @Override
  public List<Contribution> judge(String namespace, Pass pass) {
    return pass.postures(pass.inspection().judge(rule, reads, namespace));
  }

  @Override
  public Stream<String> affected(
      Impact impact, Pass before, Pass later, Contributions<String> found) {
    Impact.Reach reach = impact.reachOfRule(reads);
    if (reach.isNowhere()) {
      return Stream.empty();
    }
    return reach.everywhere() || rule.extent() == Reads.Extent.CLUSTER
        ? Stream.concat(pieces(later), found.byPiece().keySet().stream())
        : reach.namespaces().stream().filter(namespace -> !namespace.isEmpty());
  }
}
