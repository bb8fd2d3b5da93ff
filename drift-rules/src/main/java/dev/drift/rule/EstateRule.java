package dev.drift.rule;

import dev.drift.model.GroupKind;
import java.util.List;
import java.util.Set;

/// Judges how resources fit together.
public non-sealed interface EstateRule extends Rule {
  /// The kinds that [#judge] looks at; constant. It is not asked where one of them could not be
  /// read; a kind that the cluster does not serve has no objects.
  @Override
  Set<GroupKind> kinds();

  /// Kinds that [#judge] looks at where they could be read; constant. It is asked without them,
  /// too.
  default Set<GroupKind> optionalKinds() {
    return Set.of();
  }

  List<Offence> judge(Scene scene);
}
