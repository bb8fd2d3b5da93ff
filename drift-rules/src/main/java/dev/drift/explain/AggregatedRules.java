package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.world.World;
import java.util.Optional;

/// The rules of an aggregated ClusterRole are put together from others by a controller.
final class AggregatedRules implements Explanation {
  @Override
  public String name() {
    return "aggregated-rules";
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    boolean explained =
        difference.resource().id().groupKind().equals(Kinds.CLUSTER_ROLE)
            && difference.path().startsWith(Path.of("rules"))
            && live.content().get("aggregationRule").isPresent();
    return explained
        ? Optional.of(
            "the API server aggregates the rules from the ClusterRoles that aggregationRule selects")
        : Optional.empty();
  }
}
