package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;

/// Describes a rule; the program and its documentation print it.
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

  /// Begins the description of a rule; [Builder#remedy] completes it.
  public static Builder of(String code, String name, Category category, Severity severity) {
    return new Builder(code, name, category, severity);
  }

  /// Names the texts of a description.
  public static final class Builder {
    private final String code;
    private final String name;
    private final Category category;
    private final Severity severity;
    private String what = "";
    private String why = "";
    private String example = "";

    private Builder(String code, String name, Category category, Severity severity) {
      this.code = code;
      this.name = name;
      this.category = category;
      this.severity = severity;
    }

    public Builder what(String sentence) {
      what = sentence;
      return this;
    }

    public Builder why(String reason) {
      why = reason;
      return this;
    }

    public Builder example(String cause) {
      example = cause;
      return this;
    }

    public RuleInfo remedy(String remedy) {
      return new RuleInfo(code, name, category, severity, what, why, example, remedy);
    }
  }
}
