package dev.drift.rule;

import dev.drift.model.GroupKind;
import java.util.Set;

/// Knows one thing that can be wrong, and what it means. Rules judge; policies decide.
///
/// The three shapes differ in what they look at. What a difference rule finds is drift; what the
/// other two find is posture, for it need not differ from Git.
public sealed interface Rule permits DifferenceRule, ResourceRule, EstateRule {
  /// Constant.
  RuleInfo info();

  /// The kinds that it looks at; constant. None for a rule that looks at differences.
  Set<GroupKind> kinds();
}
