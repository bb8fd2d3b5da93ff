package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.value.Path;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.PodLists;
import dev.drift.rule.RuleInfo;

/// A workload has a container that Git does not declare, or lacks one that Git declares.
final class ContainerSetChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG002", "changed-containers", Category.CONFIGURATION, Severity.HIGH)
          .what(
              "A workload has a container that Git does not declare, or lacks one that Git declares.")
          .why(
              "An undeclared container runs unreviewed code next to the declared ones, with the same identity and volumes.")
          .example("A debug container was added to the Pod template of a StatefulSet.")
          .remedy("Undo the change.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.path().elements().size() >= 2
        && difference.path().elements().getLast() instanceof Path.Key
        && difference.path().elements().get(difference.path().elements().size() - 2)
            instanceof Path.Field(String list)
        && PodLists.CONTAINERS.contains(list);
  }

  @Override
  public String message(JudgedDifference difference) {
    return "the container %s %s"
        .formatted(
            PodLists.container(difference.path()).orElse(difference.lastName()),
            difference.change() == Change.ADDED
                ? "is in the cluster but not in Git"
                : "is declared in Git but missing from the cluster");
  }
}
