package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.PodLists;
import dev.drift.rule.RuleInfo;

/// The resource requests or limits of a container differ from Git.
final class ResourcesChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL003", "changed-resources", Category.SCALING, Severity.MEDIUM)
          .what("The resource requests or limits of a container differ from Git.")
          .why(
              "Limits decide when a container is killed or throttled; requests decide where its Pod can run.")
          .example("The memory limit of the metastore is 4Gi, but Git declares 2Gi.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.passes("resources")
        && (difference.passes("containers") || difference.passes("initContainers"));
  }

  @Override
  public String message(JudgedDifference difference) {
    return "%s of %s %s"
        .formatted(
            what(difference),
            PodLists.container(difference.path())
                .map("the container %s"::formatted)
                .orElse("a container"),
            difference.comparison());
  }

  /// "the memory limit", or a whole block such as "limits".
  private static String what(JudgedDifference difference) {
    String name = difference.lastName();
    if (difference.endsIn("limits", "requests")) {
      return name;
    }
    return difference.passes("limits")
        ? "the %s limit".formatted(name)
        : difference.passes("requests") ? "the %s request".formatted(name) : name;
  }
}
