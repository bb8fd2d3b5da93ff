package dev.drift.rule.security;

import dev.drift.canonical.defaults.PodSpecs;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Container;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the Pods of a workload are made from.
///
/// @param fields that lead to it in the workload
record PodSpec(List<String> fields, Value.Obj content, List<Container> containers) {
  PodSpec {
    fields = List.copyOf(fields);
    containers = List.copyOf(containers);
  }

  /// Workloads with a template of their Pods. Pods themselves are not judged: there are many of
  /// them, and they are as their template.
  static final Set<GroupKind> KINDS =
      Set.of(Kinds.DEPLOYMENT, Kinds.STATEFUL_SET, Kinds.DAEMON_SET, Kinds.JOB, Kinds.CRON_JOB);

  /// What [#of] reads.
  static final Reads READS = Reads.NOTHING.andControllers();

  /// Empty for what something else makes, such as the Job of a CronJob: that is judged itself.
  static Optional<PodSpec> of(LiveResource workload, MaskedWorld world) {
    if (world.controller(workload).isPresent()) {
      return Optional.empty();
    }
    GroupKind kind = workload.id().groupKind();
    return Optional.of(
        new PodSpec(
            PodSpecs.path(kind).orElseThrow(),
            PodSpecs.of(kind, workload.content()),
            Container.of(workload)));
  }

  /// Where it stands in the workload.
  Path path() {
    return Path.of(fields);
  }
}
