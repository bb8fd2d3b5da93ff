package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// The resource requests or limits of a container differ from Git.
final class ResourcesChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SCL003",
          "changed-resources",
          Category.SCALING,
          Severity.MEDIUM,
          "The resource requests or limits of a container differ from Git.",
          "Limits decide when a container is killed or throttled; requests decide where its Pod can run.",
          "The memory limit of the metastore is 4Gi, but Git declares 2Gi.",
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
