package dev.drift.plan;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.plan.patch.PatchBuilder;
import dev.drift.plan.patch.PatchOperation;
import java.util.List;
import java.util.Optional;

/// The patch that carries out the steps of a plan on an object as it was just read.
///
/// @param operations with tests of the UID, the resourceVersion and each value that changes
/// @param object what it makes of the object
public record StepPatch(List<PatchOperation> operations, Value.Obj object) {
  public StepPatch {
    operations = List.copyOf(operations);
  }

  /// @return empty if a value is not as the plan says, or is not at a place that a patch can reach
  public static Optional<StepPatch> of(LiveResource live, List<Step> steps) {
    boolean secret = live.id().groupKind().equals(Kinds.SECRET);
    PatchBuilder builder = new PatchBuilder(live.content(), !secret);
    for (String field : List.of("uid", "resourceVersion")) {
      live.metadata()
          .get(field)
          .ifPresent(value -> builder.test(Path.of("metadata", field), value));
    }
    for (Step step : steps) {
      if (!Steps.at(step.path(), live.content()).equals(step.before())
          || !carryOut(step, builder)) {
        return Optional.empty();
      }
    }
    return Optional.of(new StepPatch(builder.operations(), builder.object()));
  }

  /// Whether every value is as the plan wants it.
  public static boolean isDone(LiveResource live, List<Step> steps) {
    return steps.stream()
        .allMatch(step -> Steps.at(step.path(), live.content()).equals(step.after()));
  }

  private static boolean carryOut(Step step, PatchBuilder builder) {
    if (step.after().isEmpty()) {
      return builder.remove(step.path());
    }
    Value after = step.after().get();
    return step.before().isPresent()
        ? builder.replace(step.path(), after)
        : builder.add(step.path(), after, step.siblings());
  }
}
