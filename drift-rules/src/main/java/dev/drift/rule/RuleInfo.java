package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;

/// What a rule tells about itself; the program and its documentation print it.
///
/// @param code permanent, never given again to another rule
/// @param name what is wrong, in words joined by hyphens, so that "ignore NAME" reads well
/// @param what one sentence: what the rule finds
/// @param why why it matters
/// @param example how it comes about, of a platform like that of the example
/// @param remedy what to do
public record RuleInfo(
    String code,
    String name,
    Category category,
    Severity severity,
    String what,
    String why,
    String example,
    String remedy) {
  public RuleInfo {
    requireNonNull(category, "category is null");
    requireNonNull(severity, "severity is null");
    if (!code.matches("[A-Z]{3}\\d{3}")) {
      throw new IllegalArgumentException("a rule code is three letters and three digits: " + code);
    }
    for (String text : new String[] {name, what, why, example, remedy}) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("the rule " + code + " does not describe itself");
      }
    }
  }
}
