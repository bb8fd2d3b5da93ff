package dev.drift.rule.scaling;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of this category, in the order in which they are asked.
public final class ScalingRules {
  public static final List<Rule> ALL =
      List.of(
          new QuotaChanged(),
          new DisruptionBudgetChanged(),
          new KedaScalingChanged(),
          new VerticalAutoscalerChanged(),
          new ReplicasChanged(),
          new AutoscalingChanged(),
          new ResourcesChanged(),
          new SchedulingChanged(),
          new TwoScalers());

  private ScalingRules() {}
}
