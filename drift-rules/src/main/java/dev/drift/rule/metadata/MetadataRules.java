package dev.drift.rule.metadata;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of labels and annotations, in the order in which they are asked.
public final class MetadataRules {
  public static final List<Rule> ALL =
      List.of(new ProtectionWeakened(), new SelectionChanged(), new ControllerMetadataChanged());

  private MetadataRules() {}
}
