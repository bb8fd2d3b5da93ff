package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Quantity;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A bare Pod that has limits as a whole requests what its containers request together; what none
/// of them requests, it requests as much as it is limited to. Templates do not: there the Pods get
/// it.
///
/// `defaultHugePagePodLimits` and `defaultPodRequests` in pkg/apis/core/v1/defaults.go of
/// Kubernetes. Comes after [RequestsFromLimits].
final class PodResources implements ComputedDefault {
  private static final String HUGE_PAGES = "hugepages-";

  @Override
  public String what() {
    return "resources of whole Pods";
  }

  @Override
  public List<String> paths() {
    return List.of("Pod spec.resources.requests");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("Pod");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return PodSpecs.edit(schema, object, PodResources::withResources);
  }

  private static Value.Obj withResources(Value.Obj spec) {
    Value.Obj resources = spec.object("resources");
    Map<String, Value> limits = new LinkedHashMap<>(resources.object("limits").fields());
    Map<String, Value> requests = new LinkedHashMap<>(resources.object("requests").fields());
    if (limits.isEmpty() && requests.isEmpty()) {
      return spec;
    }
    together(spec, "limits")
        .forEach(
            (key, sum) -> {
              if (key.startsWith(HUGE_PAGES) && !requests.containsKey(key)) {
                limits.putIfAbsent(key, new Value.Num(sum));
              }
            });
    if (limits.isEmpty()) {
      return spec;
    }
    together(spec, "requests")
        .forEach(
            (key, sum) -> {
              if (isOvercommittable(key)) {
                requests.putIfAbsent(key, new Value.Num(sum));
              }
            });
    limits.forEach(
        (key, limit) -> {
          if (isOvercommittable(key) || key.startsWith(HUGE_PAGES)) {
            requests.putIfAbsent(key, limit);
          }
        });
    Value.Obj limited = resources.with("limits", new Value.Obj(limits));
    return spec.with(
        "resources",
        requests.isEmpty() ? limited : limited.with("requests", new Value.Obj(requests)));
  }

  private static boolean isOvercommittable(String key) {
    return key.equals("cpu") || key.equals("memory");
  }

  /// What the containers need at once: those that run side by side, or an init container with the
  /// sidecars that started before it, whichever is more. `AggregateContainerRequests` in
  /// component-helpers/resource/helpers.go of Kubernetes.
  private static Map<String, BigDecimal> together(Value.Obj spec, String field) {
    Map<String, BigDecimal> running = new TreeMap<>();
    for (Value container : spec.list("containers")) {
      quantities(container, field).forEach((key, n) -> running.merge(key, n, BigDecimal::add));
    }
    Map<String, BigDecimal> sidecars = new TreeMap<>();
    Map<String, BigDecimal> starting = new TreeMap<>();
    for (Value container : spec.list("initContainers")) {
      Map<String, BigDecimal> own = quantities(container, field);
      Map<String, BigDecimal> now = new TreeMap<>(sidecars);
      own.forEach((key, n) -> now.merge(key, n, BigDecimal::add));
      if (container instanceof Value.Obj one
          && one.text("restartPolicy").orElse("").equals("Always")) {
        own.forEach((key, n) -> running.merge(key, n, BigDecimal::add));
        sidecars.putAll(now);
      }
      now.forEach((key, n) -> starting.merge(key, n, BigDecimal::max));
    }
    starting.forEach((key, n) -> running.merge(key, n, BigDecimal::max));
    return running;
  }

  private static Map<String, BigDecimal> quantities(Value container, String field) {
    Map<String, BigDecimal> quantities = new TreeMap<>();
    if (container instanceof Value.Obj one) {
      one.object("resources")
          .object(field)
          .fields()
          .forEach((key, value) -> Quantity.parse(value).ifPresent(n -> quantities.put(key, n)));
    }
    return quantities;
  }
}
