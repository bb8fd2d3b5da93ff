package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;

/// How far a rolling update may go, where the strategy is one.
///
/// `SetDefaults_Deployment`, `_DaemonSet` and `_StatefulSet` in pkg/apis/apps/v1/defaults.go of
/// Kubernetes.
final class RolloutDefaults implements ComputedDefault {
  private static final Map<String, Map<String, Value>> DEFAULTS =
      Map.of(
          "Deployment", Map.of("maxSurge", Value.of("25%"), "maxUnavailable", Value.of("25%")),
          "DaemonSet", Map.of("maxSurge", Value.of(0), "maxUnavailable", Value.of(1)),
          "StatefulSet", Map.of("partition", Value.of(0)));

  @Override
  public String what() {
    return "rollingUpdate of Deployments, DaemonSets and StatefulSets";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "Deployment spec.strategy.rollingUpdate",
        "Deployment spec.strategy.rollingUpdate.maxSurge",
        "Deployment spec.strategy.rollingUpdate.maxUnavailable",
        "DaemonSet spec.updateStrategy.rollingUpdate",
        "DaemonSet spec.updateStrategy.rollingUpdate.maxSurge",
        "DaemonSet spec.updateStrategy.rollingUpdate.maxUnavailable",
        "StatefulSet spec.updateStrategy.rollingUpdate",
        "StatefulSet spec.updateStrategy.rollingUpdate.partition");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("apps/v1") && DEFAULTS.containsKey(schema.kind());
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    String field = schema.kind().equals("Deployment") ? "strategy" : "updateStrategy";
    return Edits.at(
        object,
        List.of("spec", field),
        strategy -> {
          if (!strategy.text("type").orElse("").equals("RollingUpdate")) {
            return schema.kind().equals("DaemonSet") ? withZeros(strategy) : strategy;
          }
          if (strategy.get("rollingUpdate").isEmpty() && namesTypeOfStatefulSet(schema, written)) {
            return strategy;
          }
          Value.Obj rolling = strategy.object("rollingUpdate");
          for (Map.Entry<String, Value> entry :
              DEFAULTS.getOrDefault(schema.kind(), Map.of()).entrySet()) {
            rolling = Edits.orElse(rolling, entry.getKey(), entry.getValue());
          }
          return strategy.with("rollingUpdate", rolling);
        });
  }

  /// With another type, `rollingUpdate` is kept and its internal form knows no absence.
  private static Value.Obj withZeros(Value.Obj strategy) {
    return Edits.at(
        strategy,
        List.of("rollingUpdate"),
        rolling ->
            Edits.orElse(
                Edits.orElse(rolling, "maxSurge", Value.of(0)), "maxUnavailable", Value.of(0)));
  }

  /// A StatefulSet that writes its type out gets no `rollingUpdate`; others do.
  private static boolean namesTypeOfStatefulSet(KindSchema schema, Value.Obj written) {
    return schema.kind().equals("StatefulSet")
        && written.object("spec").object("updateStrategy").get("type").isPresent();
  }
}
