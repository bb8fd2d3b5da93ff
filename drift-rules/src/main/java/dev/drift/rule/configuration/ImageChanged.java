package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A container runs another image than Git says.
final class ImageChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "CFG001",
          "changed-image",
          Category.CONFIGURATION,
          Severity.HIGH,
          "A container runs another image than Git says.",
          "Other code runs than was reviewed.",
          "`kubectl set image` gave the coordinator `trinodb/trino:480` where Git says 479.",
          "Restore the image from Git, or update Git to it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.endsIn("image")
        && (difference.passes("containers")
            || difference.passes("initContainers")
            || difference.passes("ephemeralContainers"));
  }

  @Override
  public String message(Judged difference) {
    return "the image of a container %s".formatted(difference.comparison());
  }
}
