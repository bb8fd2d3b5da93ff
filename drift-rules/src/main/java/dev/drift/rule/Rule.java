package dev.drift.rule;

import dev.drift.model.kind.GroupKind;
import dev.drift.world.Reads;
import java.util.Set;

/// Knows one thing that can be wrong, and what it means. Rules judge; policies decide.
///
/// The three shapes differ in what they look at. What a difference rule finds is drift; what the
/// other two find is posture, for it need not differ from Git.
public sealed interface Rule permits DifferenceRule, ResourceRule, WorldRule {
  /// Constant.
  RuleInfo info();

  /// The kinds that it judges; constant. None for a rule that judges differences.
  Set<GroupKind> kinds();

  /// Whether it concludes from what texts or custom resources do not say; constant. Where strict
  /// masking hides them, it cannot look.
  default boolean needsTexts() {
    return false;
  }

  /// What it looks at besides the object that it judges; constant.
  default Reads reads() {
    return Reads.NOTHING;
  }
}
