package dev.drift.report;

import dev.drift.rule.DifferenceRule;
import dev.drift.rule.EstateRule;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.Rule;
import dev.drift.rule.RuleInfo;
import java.util.Collection;
import java.util.Locale;

/// Writes what rules say of themselves as text for people.
public final class RulesText {
  private RulesText() {}

  /// One line for each.
  public static String list(Collection<Rule> rules) {
    StringBuilder text = new StringBuilder();
    for (Rule rule : rules) {
      RuleInfo info = rule.info();
      text.append(
          "%s  %-8s  %-7s  %s%n"
              .formatted(info.code(), info.severity().label(), nature(rule), info.what()));
    }
    return text.toString();
  }

  /// All that a rule says of itself.
  public static String explain(Rule rule) {
    RuleInfo info = rule.info();
    return """
        %s %s
        %s, category %s, default severity %s

        %s
        %s

        For example: %s
        What to do: %s
        """
        .formatted(
            info.code(),
            info.name(),
            nature(rule).substring(0, 1).toUpperCase(Locale.ROOT) + nature(rule).substring(1),
            info.category().label(),
            info.severity().label(),
            info.what(),
            info.why(),
            info.example(),
            info.remedy());
  }

  /// Drift or posture.
  public static String nature(Rule rule) {
    return switch (rule) {
      case DifferenceRule _ -> "drift";
      case ResourceRule _, EstateRule _ -> "posture";
    };
  }
}
