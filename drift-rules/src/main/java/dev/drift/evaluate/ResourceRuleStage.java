package dev.drift.evaluate;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.rule.ResourceRule;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A rule that judges resources one by one.
record ResourceRuleStage(ResourceRule rule, Reads reads) implements Stage<ResourceId> {
  ResourceRuleStage(ResourceRule rule) {
    this(rule, rule.reads());
  }

  @Override
  public Stream<ResourceId> pieces(Pass pass) {
    return rule.kinds().stream()
        .flatMap(kind -> pass.world().live().resources().ofKind(kind).stream())
        .map(LiveResource::id);
  }

  @Override
  public Optional<ResourceId> piece(ResourceId id) {
    return Optional.of(id);
  }

  @Override
  public List<Contribution> judge(ResourceId id, Pass pass) {
    return pass.postures(pass.inspection().judge(rule, reads, id));
  }

  @Override
  public Stream<ResourceId> affected(
      Impact impact, Pass before, Pass later, Contributions<ResourceId> found) {
    Impact.Reach reach = impact.reach(reads, id -> concerns(id, before.world(), later.world()));
    return Stream.concat(
        impact.touched().stream().filter(id -> rule.kinds().contains(id.groupKind())),
        rule.kinds().stream().flatMap(kind -> reach.among(later.world().live().resources(), kind)));
  }

  /// What came or went always does.
  private boolean concerns(ResourceId changed, World before, World later) {
    LiveResource then = before.live().resources().get(changed);
    LiveResource now = later.live().resources().get(changed);
    return then == null || now == null || rule.concernedBy(then, now);
  }
}
