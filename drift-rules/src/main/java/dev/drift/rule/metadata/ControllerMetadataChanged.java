package dev.drift.rule.metadata;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// A label or annotation that controls a controller, cloud provider or autoscaler differs from Git.
final class ControllerMetadataChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG007", "changed-controller-metadata", Category.CONFIGURATION, Severity.MEDIUM)
          .what(
              "A label or annotation that controls a controller, cloud provider or autoscaler differs from Git.")
          .why(
              "It looks like a note but acts like a setting: a load balancer becomes public, a Pod is evicted, or scraping and deployments stop.")
          .example(
              "The annotation `service.beta.kubernetes.io/aws-load-balancer-internal` was removed from a Service for a test.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return Marks.of(difference).isPresent();
  }

  @Override
  public String message(JudgedDifference difference) {
    return Marks.message(Marks.of(difference).orElseThrow(), difference);
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    return Marks.severity(Marks.of(difference).orElseThrow(), difference);
  }

  @Override
  public Category category(JudgedDifference difference) {
    return Marks.of(difference).orElseThrow().category();
  }
}
