package dev.drift.policy.cases;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Category;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Rule;

/// What a rule says, as far as policies ask.
///
/// @param code such as `CFG001`
/// @param posture whether it finds what is wrong in itself, not differences
/// @param message a sentence
public record DescribedRule(String code, Category category, boolean posture, String message) {
  public DescribedRule {
    requireNonNull(code, "code is null");
    requireNonNull(category, "category is null");
    requireNonNull(message, "message is null");
  }

  public static DescribedRule of(Rule rule) {
    return new DescribedRule(
        rule.info().code(),
        rule.info().category(),
        !(rule instanceof DifferenceRule),
        rule.info().what());
  }
}
