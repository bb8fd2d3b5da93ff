package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A container asks for, or is limited to, other resources than Git says.
final class ResourcesChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SCL003",
          "changed-resources",
          Category.SCALING,
          Severity.MEDIUM,
          "A container asks for, or is limited to, other resources than Git says.",
          "Limits decide what is killed, and requests where it runs.",
          "The memory limit of the metastore is 4Gi where Git says 2Gi.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.passes("resources")
        && (difference.passes("containers") || difference.passes("initContainers"));
  }

  @Override
  public String message(Judged difference) {
    return "%s %s".formatted(difference.lastName(), difference.comparison());
  }
}
