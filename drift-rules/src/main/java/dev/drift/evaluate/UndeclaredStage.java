package dev.drift.evaluate;

import dev.drift.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Objects that Git does not declare, one by one.
final class UndeclaredStage implements Stage<ResourceId> {
  @Override
  public Stream<ResourceId> pieces(Pass pass) {
    return pass.undeclared().keySet().stream();
  }

  @Override
  public Optional<ResourceId> piece(ResourceId id) {
    return Optional.of(id);
  }

  @Override
  public List<Contribution> judge(ResourceId id, Pass pass) {
    UndeclaredObject object = pass.undeclared().get(id);
    return object == null ? List.of() : List.of(pass.contribution(object));
  }

  /// What was not found out again is the same object. Noise packs and rules look around only for
  /// what nobody accounts for.
  @Override
  @SuppressWarnings("ReferenceEquality")
  public Stream<ResourceId> affected(
      Impact impact, Pass before, Pass later, Contributions<ResourceId> found) {
    return Stream.of(
            impact.concerned(found.byPiece()),
            later.undeclared().entrySet().stream()
                .filter(one -> before.undeclared().get(one.getKey()) != one.getValue())
                .map(Map.Entry::getKey),
            impact
                .reach(later.readsOfDifferences().and(later.noise().readsOfUndeclared()))
                .among(found.byPiece())
                .filter(id -> isUnmanaged(later.undeclared().get(id))))
        .flatMap(ids -> ids);
  }

  private static boolean isUnmanaged(@Nullable UndeclaredObject object) {
    return object != null && object.standing() instanceof UndeclaredObject.Standing.Unmanaged;
  }
}
