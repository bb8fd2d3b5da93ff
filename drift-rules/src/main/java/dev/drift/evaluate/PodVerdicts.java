package dev.drift.evaluate;

import dev.drift.evaluate.coverage.Gap;
import dev.drift.evaluate.pod.PatchedPods;
import dev.drift.judge.Judge;
import dev.drift.judge.SourceLocator;
import dev.drift.model.Difference;
import dev.drift.model.ResourceId;
import dev.drift.model.Verdict;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.policy.match.PolicySubject;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges Pods of declared workloads that somebody changed.
final class PodVerdicts {
  private static final String LEAVING = "a rollout is replacing the Pod";

  private final World world;
  private final Judge judge;
  private final PatchedPods pods;

  PodVerdicts(World world, Judge judge) {
    this.world = world;
    this.judge = judge;
    this.pods = new PatchedPods(world);
  }

  /// What could not be known of any Pod.
  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    if (TrackedKinds.hasPods(world.desired().kinds())
        && world.live().coverageOf(Kinds.POD).isEmpty()) {
      gaps.add(new Gap.UnreadKind(Kinds.POD));
    }
    if (pods.leftOutResources()) {
      gaps.add(new Gap.UnreadAutoscalers());
    }
    return gaps;
  }

  Optional<Contribution> contribution(ResourceId id) {
    return Optional.ofNullable(world.live().resources().get(id))
        .filter(object -> object.id().groupKind().equals(Kinds.POD))
        .flatMap(pods::of)
        .map(this::contribution);
  }

  private Contribution contribution(PatchedPods.Patched patched) {
    Contribution.Builder builder = new Contribution.Builder(patched.pod().ref());
    patched.explained().forEach(it -> builder.explained(it.difference().path(), it.sentence()));
    if (patched.leaving()) {
      patched.differences().forEach(it -> builder.explained(it.path(), LEAVING));
      return builder.build();
    }
    PolicySubject subject = PolicySubject.made(patched.pod(), patched.template());
    for (Difference difference : patched.differences()) {
      builder.candidate(
          new Candidate(
              subject,
              difference,
              judge.judge(
                  difference,
                  Optional.of(SourceLocator.ofTemplate(patched.workload(), difference.path())),
                  patched.template(),
                  patched.template(),
                  Optional.of(patched.pod())),
              Optional.of(Verdict.DRIFTED),
              Optional.of(patched.pod())));
    }
    return builder.build();
  }
}
