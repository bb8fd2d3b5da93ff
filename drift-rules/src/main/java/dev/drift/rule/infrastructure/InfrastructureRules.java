package dev.drift.rule.infrastructure;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of this category, in the order in which they are asked.
public final class InfrastructureRules {
  public static final List<Rule> ALL =
      List.of(
          new ReclaimPolicyChanged(),
          new CapacityChanged(),
          new ServiceExposed(),
          new IngressChanged(),
          new GatewayRouteChanged(),
          new ServiceChanged(),
          new StorageChanged(),
          new NodeUnlikeProfile(),
          new ClaimUnlikeTemplate());

  private InfrastructureRules() {}
}
