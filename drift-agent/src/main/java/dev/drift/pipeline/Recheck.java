package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveState;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.world.Observation;
import dev.drift.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads what seems to have drifted once more before it is reported: an object may have changed
/// while others were read, and what is reported must be so when it is reported.
final class Recheck {
  /// Each round asks about resources that no round before asked about.
  private static final int ROUNDS = 3;

  private final LiveSource source;
  private final ReadRequest request;
  private final Evaluator evaluator;

  /// @param request with which the live state was read
  Recheck(LiveSource source, ReadRequest request, Evaluator evaluator) {
    this.source = source;
    this.request = request;
    this.evaluator = evaluator;
  }

  Evaluation settle(Evaluation first) {
    Evaluation evaluation = first;
    Set<ResourceRef> confirmed = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Set<ResourceRef> suspects = suspects(evaluation);
      suspects.removeAll(confirmed);
      if (suspects.isEmpty()) {
        break;
      }
      confirmed.addAll(suspects);
      Evaluation later = again(evaluation, suspects);
      if (later == evaluation) {
        break;
      }
      evaluation = later;
    }
    return evaluation;
  }

  /// The same with these resources read again.
  Evaluation again(Evaluation evaluation, Collection<ResourceRef> resources) {
    World world = evaluation.world();
    LiveState fresh = source.refresh(world.live(), request, resources);
    Set<ResourceId> changed = world.live().resources().changed(fresh.resources());
    return changed.isEmpty()
        ? evaluation
        : evaluator.update(evaluation, world.with(fresh), changed);
  }

  /// After watches have changed these objects.
  Evaluation changed(Evaluation before, LiveState later, Set<ResourceId> changed) {
    return evaluator.update(before, before.world().with(later), changed);
  }

  /// Some declared resources in a world in which these are not masked.
  Evaluation some(Collection<DesiredResource> resources, World world, Evaluation masked) {
    return evaluator.evaluateSome(resources, world, masked);
  }

  /// The same with what more was found out. Everything is evaluated again.
  Evaluation with(Evaluation evaluation, List<Observation> more) {
    return evaluator.evaluate(evaluation.world().with(more)).attributed();
  }

  /// A NodeProfile is nothing that the cluster has.
  private static Set<ResourceRef> suspects(Evaluation evaluation) {
    Set<ResourceRef> suspects = new TreeSet<>(evaluation.differing());
    suspects.removeIf(ref -> ref.id().groupKind().equals(NodeProfile.KIND));
    return suspects;
  }
}
