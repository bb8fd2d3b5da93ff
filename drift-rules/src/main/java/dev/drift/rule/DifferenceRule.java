package dev.drift.rule;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Set;

/// Judges one difference.
///
/// Matching uses only kind, path and change; judging may also use the values that people may
/// see. The first rule of the catalogue that matches judges the difference.
public non-sealed interface DifferenceRule extends Rule {
  boolean matches(JudgedDifference difference);

  @Override
  default Set<GroupKind> kinds() {
    return Set.of();
  }

  /// The message: what the difference means, or by default the path and both values.
  default String message(JudgedDifference difference) {
    return "%s %s".formatted(difference.path(), difference.comparison());
  }

  /// All that the message shortens, line by line; `drift explain` prints it.
  default List<String> details(ResourceId resource, MaskedWorld world) {
    return List.of();
  }

  default Severity severity(JudgedDifference difference) {
    return info().severity();
  }

  default Category category(JudgedDifference difference) {
    return info().category();
  }
}
