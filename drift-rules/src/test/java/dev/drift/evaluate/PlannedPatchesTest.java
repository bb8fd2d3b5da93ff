package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.plan.Act;
import dev.drift.plan.Applied;
import dev.drift.plan.AppliedState;
import dev.drift.plan.Cause;
import dev.drift.plan.Orders;
import dev.drift.plan.Past;
import dev.drift.plan.Plan;
import dev.drift.plan.Planner;
import dev.drift.plan.Rewrites;
import dev.drift.plan.StepPatch;
import dev.drift.plan.patch.PatchOperation;
import dev.drift.plan.patch.PatchedValue;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionDecision;
import dev.drift.world.Deployed;
import dev.drift.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// T6: after random sequences of changes, no patch of a plan touches what is explained, and each
/// gives back what Git declares.
///
/// `-Ddrift.update.seed=7` starts elsewhere.
class PlannedPatchesTest {
  private static final int SEQUENCES = 40;
  private static final int STEPS = 4;
  private static final long SEED = Long.getLong("drift.update.seed", 1);

  private static final Applied EVERYTHING =
      new Applied(
          new Applied.Revisions() {
            @Override
            public AppliedState of(DesiredResource resource, Optional<String> keeper) {
              return new AppliedState.Known(resource, "the test says so", Optional.empty());
            }

            @Override
            public AppliedState of(ResourceId undeclared) {
              return new AppliedState.Undeclared("the test says so");
            }
          });

  @Test
  void t6NoPatchTouchesWhatIsExplained() throws IOException {
    World start =
        Deployed.of(UpdateTest.manifests(UpdateTest.EXAMPLE), Scope.NAMESPACES, UpdateTest.kinds());
    Evaluator evaluator = Evaluator.plain();
    Evaluation first = evaluator.evaluate(start);
    int patches = 0;
    int besideExplained = 0;
    for (long seed = SEED; seed < SEED + SEQUENCES; seed++) {
      RandomChanges changes = new RandomChanges(seed, start.live());
      Evaluation evaluation = first;
      for (int step = 0; step < STEPS; step++) {
        RandomChanges.Changed changed = changes.step(evaluation.world().live());
        evaluation =
            evaluator.update(evaluation, evaluation.world().with(changed.live()), changed.ids());
        for (Act act : plan(evaluation).acts()) {
          if (act instanceof Act.Patch patch) {
            patches++;
            besideExplained += check(patch, evaluation, "seed %d, step %d".formatted(seed, step));
          }
        }
      }
    }
    assertThat(patches).isGreaterThan(SEQUENCES);
    assertThat(besideExplained).as("of %d patches", patches).isPositive();
  }

  private static Plan plan(Evaluation evaluation) {
    return Planner.plan(
        evaluation,
        new Orders(
            _ -> new ActionDecision(Action.REVERT, Optional.empty(), List.of()),
            Set.of(Action.REVERT)),
        EVERYTHING,
        (_, _) -> new Rewrites.Answer.Refused("nothing is adopted here"),
        Past.NOTHING,
        evaluation.world().asOf());
  }

  /// @return 1 if the object has explained differences
  private static int check(Act.Patch patch, Evaluation evaluation, String when) {
    ResourceComparison before = evaluation.compare(patch.desired(), patch.live()).orElseThrow();
    List<Difference> undone = new ArrayList<>();
    for (Cause cause : patch.causes()) {
      undone.add(cause.difference());
      undone.addAll(cause.difference().consequences());
    }
    List<Path> explained =
        before.explained().stream()
            .map(ResourceComparison.Accounted::difference)
            .filter(it -> undone.stream().noneMatch(one -> one.livePath().equals(it.livePath())))
            .map(Difference::livePath)
            .toList();
    patch
        .steps()
        .forEach(
            step ->
                assertThat(explained)
                    .as("%s: %s", when, patch.resource())
                    .noneMatch(
                        path -> path.startsWith(step.path()) || step.path().startsWith(path)));
    StepPatch made = StepPatch.of(patch.live(), patch.steps()).orElseThrow();
    assertThat(made.operations()).as(when).anyMatch(PlannedPatchesTest::testsTheVersion);
    Value patched = PatchedValue.of(patch.live().content(), made.operations()).orElseThrow();
    ResourceComparison after =
        evaluation
            .compare(
                patch.desired(),
                new LiveResource(patch.live().ref(), (Value.Obj) patched, patch.live().owners()))
            .orElseThrow();
    assertThat(after.comparison().differences())
        .as("%s: %s", when, patch.resource())
        .extracting(Difference::livePath)
        .containsExactlyInAnyOrderElementsOf(
            before.comparison().differences().stream()
                .map(Difference::livePath)
                .filter(path -> undone.stream().noneMatch(one -> one.livePath().equals(path)))
                .toList());
    return explained.isEmpty() ? 0 : 1;
  }

  private static boolean testsTheVersion(PatchOperation operation) {
    return operation instanceof PatchOperation.Test test
        && (test.pointer().equals("/metadata/resourceVersion")
            || test.pointer().equals("/metadata/uid"));
  }
}
