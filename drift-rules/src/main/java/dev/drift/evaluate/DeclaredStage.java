package dev.drift.evaluate;

import dev.drift.model.DesiredResource;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What Git declares, resource by resource.
final class DeclaredStage implements Stage<ResourceId> {

  @Override
  public Stream<ResourceId> pieces(Pass pass) {
    return pass.world().declared().keySet().stream();
  }

  @Override
  public Optional<ResourceId> piece(ResourceId id) {
    return Optional.of(id);
  }

  @Override
  public List<Contribution> judge(ResourceId id, Pass pass) {
    DesiredResource resource = pass.world().declared().get(id);
    return resource == null ? List.of() : pass.contributions(resource);
  }

  /// Other objects are looked at only to explain and to judge differences.
  @Override
  public Stream<ResourceId> affected(
      Impact impact, Pass before, Pass later, Contributions<ResourceId> found) {
    return Stream.of(
            impact.concerned(found.byPiece()),
            impact.reach(later.readsOfDifferences()).among(found.byPiece()).filter(found::differs),
            impact.kinds().contains(Kinds.NODE) ? profiles(later) : Stream.<ResourceId>empty())
        .flatMap(ids -> ids);
  }

  private static Stream<ResourceId> profiles(Pass pass) {
    return pass.world().declared().ofKind(NodeProfile.KIND).stream().map(DesiredResource::id);
  }
}
