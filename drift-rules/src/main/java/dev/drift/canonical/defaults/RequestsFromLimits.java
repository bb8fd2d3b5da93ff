package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A bare Pod requests what it is limited to, where it does not say otherwise. Templates do not:
/// there the Pods get it.
///
/// `SetDefaults_Pod` in pkg/apis/core/v1/defaults.go of Kubernetes.
final class RequestsFromLimits implements ComputedDefault {
  @Override
  public String what() {
    return "resources.requests of Pods";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "Pod spec.containers[].resources.requests", "Pod spec.initContainers[].resources.requests");
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
            Edits.each(
                Edits.each(podSpec, "containers", RequestsFromLimits::withRequests),
                "initContainers",
                RequestsFromLimits::withRequests));
  }

  private static Value.Obj withRequests(Value.Obj container) {
    Value.Obj resources = container.object("resources");
    Map<String, Value> requests = new LinkedHashMap<>(resources.object("requests").fields());
    resources.object("limits").fields().forEach(requests::putIfAbsent);
    return requests.isEmpty()
        ? container
        : container.with("resources", resources.with("requests", new Value.Obj(requests)));
  }
}
