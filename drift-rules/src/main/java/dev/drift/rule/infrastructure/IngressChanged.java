package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.Kinds;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The hosts, paths, backends or certificates of an Ingress differ from Git.
final class IngressChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF004", "changed-ingress", Category.INFRASTRUCTURE, Severity.HIGH)
          .what("The hosts, paths, backends or certificates of an Ingress differ from Git.")
          .why("Users reach the wrong service, none at all, or one without encryption.")
          .example("A rule for a test host was added to Trino's Ingress.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().equals(Kinds.INGRESS) && difference.passes("spec");
  }

  @Override
  public String message(JudgedDifference difference) {
    if (difference.passes("tls")) {
      return "encryption: %s %s".formatted(difference.path(), difference.comparison());
    }
    return difference.endsIn("host")
        ? "a host of the Ingress %s".formatted(difference.comparison())
        : "%s %s".formatted(difference.path(), difference.comparison());
  }
}
