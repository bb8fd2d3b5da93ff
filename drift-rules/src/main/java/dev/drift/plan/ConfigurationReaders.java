package dev.drift.plan;

import dev.drift.canonical.defaults.PodSpecs;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.rule.ConfigReads;
import dev.drift.rule.Container;
import dev.drift.world.World;
import java.util.List;

/// Which workloads read a ConfigMap or Secret, and may go on with what they read when they started.
final class ConfigurationReaders {
  /// Those that can be restarted.
  private static final List<GroupKind> WORKLOADS =
      List.of(Kinds.DAEMON_SET, Kinds.DEPLOYMENT, Kinds.STATEFUL_SET);

  private ConfigurationReaders() {}

  /// @return sorted; none if no data changes
  static List<ResourceRef> of(LiveResource live, List<Step> steps, World world) {
    boolean configuration =
        live.id().groupKind().equals(Kinds.CONFIG_MAP)
            || live.id().groupKind().equals(Kinds.SECRET);
    boolean data = steps.stream().anyMatch(step -> !step.path().startsWith(Path.of("metadata")));
    return configuration && data
        ? WORKLOADS.stream()
            .flatMap(kind -> world.ofKind(kind, live.id().namespace()).stream())
            .filter(workload -> reads(workload, live))
            .map(LiveResource::ref)
            .sorted()
            .toList()
        : List.of();
  }

  private static boolean reads(LiveResource workload, LiveResource source) {
    return Container.of(workload).stream()
        .flatMap(
            container ->
                ConfigReads.of(
                    PodSpecs.of(workload.id().groupKind(), workload.content()), container)
                    .stream())
        .anyMatch(
            read ->
                read.kind().equals(source.id().groupKind())
                    && read.name().equals(source.id().name()));
  }
}
