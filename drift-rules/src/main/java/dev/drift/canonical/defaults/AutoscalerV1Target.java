package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// An autoscaler of version 1 aims at 80 % of the CPU where it does not say otherwise.
///
/// `Convert_autoscaling_HorizontalPodAutoscalerSpec_To_v1` in pkg/apis/autoscaling/v1/conversion.go
/// of Kubernetes.
final class AutoscalerV1Target implements ComputedDefault {
  private static final long PERCENT = 80;
  private static final String METRICS = "autoscaling.alpha.kubernetes.io/metrics";

  @Override
  public String what() {
    return "targetCPUUtilizationPercentage of autoscaling/v1";
  }

  @Override
  public List<String> paths() {
    return List.of("HorizontalPodAutoscaler spec.targetCPUUtilizationPercentage");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("autoscaling/v1");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    boolean others = object.object("metadata").object("annotations").get(METRICS).isPresent();
    return others
        ? object
        : Edits.at(
            object,
            List.of("spec"),
            spec -> Edits.orElse(spec, "targetCPUUtilizationPercentage", Value.of(PERCENT)));
  }
}
