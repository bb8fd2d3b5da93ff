package dev.drift.rule;

import java.util.List;

/// All rules, in the order in which they are asked.
public final class Rules {
  /// The last one matches everything: no difference is ever lost.
  public static final List<DifferenceRule> DIFFERENCE =
      List.of(
          new ResourceMissing(),
          new ResourceUnmanaged(),
          new SecretContentChanged(),
          new RoleWidened(),
          new SubjectChanged(),
          new WebhookChanged(),
          new SecurityContextChanged(),
          new ImageChanged(),
          new ContainerSetChanged(),
          new EnvironmentChanged(),
          new CommandChanged(),
          new ConfigMapChanged(),
          new ReplicasChanged(),
          new AutoscalingChanged(),
          new ResourcesChanged(),
          new SchedulingChanged(),
          new NetworkPolicyChanged(),
          new ServiceChanged(),
          new StorageChanged(),
          new MonitoringChanged(),
          new MetadataChanged(),
          new SomethingChanged());

  private Rules() {}

  /// The rule that speaks of this difference.
  public static DifferenceRule ruleFor(Judged difference) {
    return DIFFERENCE.stream()
        .filter(rule -> rule.matches(difference))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the last rule matches everything"));
  }
}
