package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// On the host's network, a container port of a bare Pod is a host port; templates keep silent.
///
/// `SetDefaults_Pod` in pkg/apis/core/v1/defaults.go of Kubernetes.
final class HostNetworkPorts implements ComputedDefault {
  @Override
  public String what() {
    return "hostPort of container ports";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "Pod spec.containers[].ports[].hostPort", "Pod spec.initContainers[].ports[].hostPort");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("Pod");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return PodSpecs.edit(
        schema,
        object,
        podSpec ->
            podSpec.get("hostNetwork").filter(Value.of(true)::equals).isEmpty()
                ? podSpec
                : Edits.each(
                    Edits.each(podSpec, "containers", HostNetworkPorts::withHostPorts),
                    "initContainers",
                    HostNetworkPorts::withHostPorts));
  }

  private static Value.Obj withHostPorts(Value.Obj container) {
    return Edits.each(
        container,
        "ports",
        port ->
            port.get("containerPort")
                .map(number -> Edits.orElse(port, "hostPort", number))
                .orElse(port));
  }
}
