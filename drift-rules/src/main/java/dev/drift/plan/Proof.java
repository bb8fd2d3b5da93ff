package dev.drift.plan;

import dev.drift.attribute.FieldOwners;
import dev.drift.evaluate.Evaluation;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells whether an object has what an act was to give it, and no difference that it did not have.
/// It compares as the evaluation did from which the act was planned.
public final class Proof {
  private final Evaluation evaluation;

  public Proof(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  public boolean holds(Act.Patch act, LiveResource object) {
    Set<Difference> undone =
        act.causes().stream()
            .map(Cause::difference)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return evaluation
        .compare(act.desired(), act.live())
        .flatMap(
            before ->
                evaluation
                    .compare(act.desired(), object)
                    .filter(after -> Undo.isUndone(before, undone, after)))
        .isPresent();
  }

  /// Who wrote what differs again.
  public String opponent(Act.Patch act, LiveResource object) {
    List<Difference> differences =
        evaluation
            .compare(act.desired(), object)
            .map(it -> it.comparison().differences())
            .orElse(List.of());
    Optional<String> manager =
        differences.stream()
            .map(it -> FieldOwners.attribute(it, object).manager())
            .filter(it -> !it.isEmpty())
            .findFirst();
    return Opponent.named(manager.orElse(""));
  }
}
