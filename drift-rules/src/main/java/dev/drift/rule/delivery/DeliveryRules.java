package dev.drift.rule.delivery;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of this category, in the order in which they are asked.
public final class DeliveryRules {
  public static final List<Rule> ALL =
      List.of(
          new ReleaseNotMergedBack(),
          new ReleaseBehindMaster(),
          new FeatureLeftOver(),
          new DeliverySuspended(),
          new DeliveryFailing(),
          new DeliveryBehind(),
          new AppliedAnotherRevision(),
          new UndoneRevert());

  private DeliveryRules() {}
}
