package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;

/// What a Service gets from its type, its ports and its session affinity.
///
/// `SetDefaults_Service` in pkg/apis/core/v1/defaults.go of Kubernetes.
final class ServiceDefaults implements ComputedDefault {
  private static final long AFFINITY_SECONDS = 10_800;

  @Override
  public String what() {
    return "targetPort, traffic policies, allocateLoadBalancerNodePorts, sessionAffinityConfig";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "Service spec.ports[].targetPort",
        "Service spec.internalTrafficPolicy",
        "Service spec.externalTrafficPolicy",
        "Service spec.allocateLoadBalancerNodePorts",
        "Service spec.sessionAffinityConfig",
        "Service spec.sessionAffinityConfig.clientIP",
        "Service spec.sessionAffinityConfig.clientIP.timeoutSeconds");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("Service");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.at(object, List.of("spec"), spec -> byAffinity(byType(withTargetPorts(spec))));
  }

  private static Value.Obj withTargetPorts(Value.Obj spec) {
    return Edits.each(
        spec,
        "ports",
        port ->
            port.get("port").map(number -> Edits.orElse(port, "targetPort", number)).orElse(port));
  }

  private static Value.Obj byType(Value.Obj spec) {
    String type = spec.text("type").orElse("");
    boolean external = type.equals("NodePort") || type.equals("LoadBalancer");
    Value.Obj result = spec;
    result =
        type.equals("ExternalName")
            ? result.without("internalTrafficPolicy") // dropped when it is read
            : Edits.orElse(result, "internalTrafficPolicy", Value.of("Cluster"));
    if (external || (type.equals("ClusterIP") && !spec.list("externalIPs").isEmpty())) {
      result = Edits.orElse(result, "externalTrafficPolicy", Value.of("Cluster"));
    }
    if (type.equals("LoadBalancer")) {
      result = Edits.orElse(result, "allocateLoadBalancerNodePorts", Value.of(true));
    }
    return result;
  }

  private static Value.Obj byAffinity(Value.Obj spec) {
    if (!spec.text("sessionAffinity").orElse("").equals("ClientIP")) {
      return spec.without("sessionAffinityConfig");
    }
    Value.Obj config = spec.object("sessionAffinityConfig");
    Value.Obj clientIp =
        Edits.orElse(config.object("clientIP"), "timeoutSeconds", Value.of(AFFINITY_SECONDS));
    return spec.with("sessionAffinityConfig", new Value.Obj(Map.of("clientIP", clientIp)));
  }
}
