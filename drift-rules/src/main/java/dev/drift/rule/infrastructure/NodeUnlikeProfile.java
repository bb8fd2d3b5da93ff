package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.NodeProfile;
import dev.drift.model.kind.Kinds;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// A Node, or the number of Nodes, differs from the NodeProfile in Git.
final class NodeUnlikeProfile implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF010", "node-unlike-profile", Category.INFRASTRUCTURE, Severity.MEDIUM)
          .what("A Node, or the number of Nodes, differs from the NodeProfile in Git.")
          .why("Pods cannot be scheduled, or land on Nodes that are not meant for them.")
          .example("A Node of the worker pool lost the taint that keeps other Pods away.")
          .remedy("Change the Node to match the profile, or update the profile.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().equals(Kinds.NODE) || difference.kind().equals(NodeProfile.KIND);
  }

  @Override
  public String message(JudgedDifference difference) {
    if (difference.kind().equals(NodeProfile.KIND)) {
      return "the number of Nodes %s".formatted(difference.comparison());
    }
    if (difference.passes("taints")) {
      return difference.change() == Change.ADDED
          ? "the Node has a taint that the profile does not list"
          : "the Node lacks a taint that the profile requires";
    }
    return difference.passes("allocatable")
        ? "allocatable %s %s".formatted(difference.lastName(), difference.comparison())
        : "the label %s %s".formatted(difference.lastName(), difference.comparison());
  }
}
