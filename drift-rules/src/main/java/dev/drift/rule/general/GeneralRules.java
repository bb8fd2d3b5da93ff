package dev.drift.rule.general;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules that speak of any kind.
public final class GeneralRules {
  public static final List<Rule> OF_WHOLE_RESOURCES =
      List.of(new ResourceMissing(), new ResourceUnmanaged());

  /// The last one matches every difference.
  public static final List<Rule> OF_WHAT_IS_LEFT =
      List.of(new MetadataChanged(), new SomethingChanged());

  private GeneralRules() {}
}
