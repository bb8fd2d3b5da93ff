package dev.drift.cli;

import dev.drift.rule.DifferenceRule;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.Rule;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.WorldRule;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Writes the descriptions of rules as text.
final class RulesText {
  /// The order in which people look rules up.
  static final Comparator<Rule> BY_CODE = Comparator.comparing(rule -> rule.info().code());

  private RulesText() {}

  /// One line for each rule, in the order of codes.
  static String list(Collection<Rule> rules) {
    StringBuilder text = new StringBuilder();
    for (Rule rule : rules.stream().sorted(BY_CODE).toList()) {
      RuleInfo info = rule.info();
      text.append(
          "%s  %-8s  %-7s  %s%n"
              .formatted(info.code(), info.severity().label(), nature(rule), info.what()));
    }
    return text.toString();
  }

  /// The full description of a rule.
  static String explain(Rule rule) {
    RuleInfo info = rule.info();
    return """
        %s %s
        %s, category %s, default severity %s

        %s
        %s

        Example: %s
        Remedy: %s
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
  static String nature(Rule rule) {
    return switch (rule) {
      case DifferenceRule _ -> "drift";
      case ResourceRule _, WorldRule _ -> "posture";
    };
  }
}
