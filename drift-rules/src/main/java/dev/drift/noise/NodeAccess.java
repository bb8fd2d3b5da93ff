package dev.drift.noise;

import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.stream.Stream;

/// Whether the Pods of a workload ask for more than their own containers: no operator's own parts
/// do, so whoever is named as their owner, somebody else may have made them.
final class NodeAccess {
  private static final List<PathPattern> TRUE =
      patterns(
          "hostNetwork",
          "hostPID",
          "hostIPC",
          "containers[*].securityContext.privileged",
          "initContainers[*].securityContext.privileged",
          "containers[*].securityContext.allowPrivilegeEscalation",
          "initContainers[*].securityContext.allowPrivilegeEscalation",
          "securityContext.windowsOptions.hostProcess",
          "containers[*].securityContext.windowsOptions.hostProcess",
          "initContainers[*].securityContext.windowsOptions.hostProcess");

  private static final List<PathPattern> THERE =
      patterns(
          "volumes[*].hostPath",
          "containers[*].ports[*].hostPort",
          "containers[*].securityContext.procMount",
          "containers[*].securityContext.capabilities.add[*]",
          "initContainers[*].securityContext.capabilities.add[*]");

  private NodeAccess() {}

  static boolean isAskedBy(Value.Obj workload) {
    return TRUE.stream()
            .flatMap(path -> path.in(workload).stream())
            .anyMatch(Value.of(true)::equals)
        || THERE.stream().anyMatch(path -> !path.in(workload).isEmpty());
  }

  private static List<PathPattern> patterns(String... paths) {
    return Stream.of(
            "spec.",
            "spec.template.spec.",
            "spec.jobTemplate.spec.template.spec.",
            "spec.pods[*].spec.") // of a StrimziPodSet
        .flatMap(start -> Stream.of(paths).map(path -> PathPattern.parse(start + path)))
        .toList();
  }
}
