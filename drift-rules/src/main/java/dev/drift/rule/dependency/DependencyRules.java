package dev.drift.rule.dependency;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of this category, in the order in which they are asked.
public final class DependencyRules {
  public static final List<Rule> ALL =
      List.of(
          new ExternalNameChanged(),
          new OrderChanged(),
          new NetworkPolicyChanged(),
          new EndpointWithoutService());

  private DependencyRules() {}
}
