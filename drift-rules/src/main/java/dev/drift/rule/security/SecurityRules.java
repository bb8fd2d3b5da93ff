package dev.drift.rule.security;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of this category, in the order in which they are asked.
public final class SecurityRules {
  public static final List<Rule> ALL =
      List.of(
          new UnmanagedBinding(),
          new UnmanagedRole(),
          new SecretContentChanged(),
          new RoleWidened(),
          new SubjectChanged(),
          new WebhookChanged(),
          new ServiceAccountChanged(),
          new SecurityContextChanged(),
          TrinoAccessControl.RULE,
          new DefaultCredentials(),
          new SecretAge(),
          new CertificateExpiry(),
          new WildcardRole(),
          new ClusterAdminBinding(),
          new PrivilegedWorkload(),
          new WebhookIgnoresFailure(),
          new LatestTag(),
          new RegistryNotAllowed(),
          new ImageBelowMinimum(),
          new VulnerableImage());

  private SecurityRules() {}
}
