package dev.drift.accuracy;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.finding.Finding;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.world.DesiredState;
import dev.drift.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The pure part of Drift, over a cluster that is as it was read but for one object.
final class Engine {
  private static final Set<String> BEAR_ON_OTHERS =
      Set.of(
          "HorizontalPodAutoscaler",
          "IngressClass",
          "LimitRange",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "StorageClass");

  private final DesiredState desired;
  private final LiveState live;
  private final World world;
  private int count;

  Engine(DesiredState desired, LiveState live) {
    this.desired = desired;
    this.live = live;
    world = World.of(desired, live, List.of(), new Redactor(new MaskKey(new byte[32])));
  }

  List<Finding.Drift> unchanged() {
    return drift(live);
  }

  /// What is found if this object were stored: on all objects where it bears on others, and for
  /// each tenth of the rest; else on the object itself, which takes a hundredth of the time.
  List<Finding.Drift> with(LiveResource changed) {
    LiveState state = state(changed);
    boolean everywhere = BEAR_ON_OTHERS.contains(changed.id().kind()) || count++ % 10 == 0;
    return everywhere
        ? drift(state)
        : drift(
            Evaluator.plain()
                .evaluateOne(
                    Optional.ofNullable(desired.resources().get(changed.id())).orElseThrow(),
                    world.with(state)));
  }

  private LiveState state(LiveResource changed) {
    Map<ResourceId, LiveResource> resources = new HashMap<>(live.resources());
    resources.put(changed.id(), changed);
    return live.with(Resources.of(resources.values()));
  }

  private List<Finding.Drift> drift(LiveState state) {
    return drift(Evaluator.plain().evaluate(world.with(state)));
  }

  private static List<Finding.Drift> drift(Evaluation evaluation) {
    return evaluation.findings().stream()
        .filter(Finding.Drift.class::isInstance)
        .map(Finding.Drift.class::cast)
        .toList();
  }
}
