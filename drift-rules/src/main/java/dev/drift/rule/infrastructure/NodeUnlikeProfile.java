package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.NodeProfile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.Workloads;

/// A Node, or the number of Nodes, is not what the NodeProfile in Git says.
final class NodeUnlikeProfile implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "INF010",
          "node-unlike-profile",
          Category.INFRASTRUCTURE,
          Severity.MEDIUM,
          "A Node, or the number of Nodes, is not what the NodeProfile in Git says.",
          "Pods find no place, or one that was not meant for them.",
          "A Node of the pool for workers lost the taint that keeps other Pods away.",
          "Give the Node what the profile says, or update the profile.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().equals(Workloads.NODE) || difference.kind().equals(NodeProfile.KIND);
  }

  @Override
  public String message(Judged difference) {
    if (difference.kind().equals(NodeProfile.KIND)) {
      return "the number of Nodes %s".formatted(difference.comparison());
    }
    if (difference.passes("taints")) {
      return difference.change() == Change.ADDED
          ? "the Node has a taint that the profile does not name"
          : "the Node lacks a taint of the profile";
    }
    return difference.passes("allocatable")
        ? "%s to give to Pods %s".formatted(difference.lastName(), difference.comparison())
        : "the label %s %s".formatted(difference.lastName(), difference.comparison());
  }
}
