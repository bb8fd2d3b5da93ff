package dev.drift.evaluate;

import dev.drift.evaluate.pod.PatchedPods;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Pods of declared workloads, against the templates they were made from.
final class PodStage implements Stage<ResourceId> {

  @Override
  public Stream<ResourceId> pieces(Pass pass) {
    return pass.world().live().resources().ofKind(Kinds.POD).stream().map(LiveResource::id);
  }

  @Override
  public Optional<ResourceId> piece(ResourceId id) {
    return Optional.of(id);
  }

  @Override
  public List<Contribution> judge(ResourceId id, Pass pass) {
    return pass.pods().contribution(id).stream().toList();
  }

  /// The time decides only whether a rollout is about to replace a Pod that differs.
  @Override
  public Stream<ResourceId> affected(
      Impact impact, Pass before, Pass later, Contributions<ResourceId> found) {
    return Stream.of(
            impact.concerned(found.byPiece()),
            impact
                .reach(PatchedPods.READS.ofObjects())
                .among(later.world().live().resources(), Kinds.POD),
            impact.time()
                ? found.byPiece().keySet().stream()
                : impact.reach(later.readsOfDifferences()).among(found.byPiece()))
        .flatMap(ids -> ids);
  }
}
