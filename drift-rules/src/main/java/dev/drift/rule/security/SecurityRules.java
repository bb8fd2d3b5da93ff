package dev.drift.rule.security;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of this category, in the order in which they are asked.
public final class SecurityRules {
  public static final List<Rule> ALL =
      List.of(
          new SecretContentChanged(),
          new RoleWidened(),
          new SubjectChanged(),
          new WebhookChanged(),
          new SecurityContextChanged(),
          new LatestTag(),
          new RegistryNotAllowed(),
          new ImageBelowMinimum(),
          new VulnerableImage());

  private SecurityRules() {}
}
