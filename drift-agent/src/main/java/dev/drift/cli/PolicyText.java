package dev.drift.cli;

import dev.drift.policy.action.ActionDecision;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.ActionTrace;
import dev.drift.policy.action.Hold;
import java.util.ArrayList;
import java.util.List;

/// Writes how policies decide about a finding as text.
final class PolicyText {
  private PolicyText() {}

  static List<String> lines(String title, ActionTrace trace) {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    switch (trace.outcome()) {
      case ActionTrace.Outcome.Decided(ActionDecision decision) -> {
        lines.add(
            decision
                .rule()
                .map(rule -> "  %s, by %s".formatted(decision.action().label(), name(rule)))
                .orElse("  report, because no action matches"));
        for (Hold hold : decision.holds()) {
          lines.add("    waits: " + hold.sentence());
        }
      }
      case ActionTrace.Outcome.NotKnown(ActionRule rule, String why) ->
          lines.add("  undecided: whether %s matches is not known: %s".formatted(name(rule), why));
    }
    if (!trace.passed().isEmpty()) {
      lines.add("  actions that do not match:");
      trace.passed().forEach(one -> lines.add("    %s: %s".formatted(name(one.rule()), one.why())));
    }
    lines.add("");
    return lines;
  }

  private static String name(ActionRule rule) {
    return "%s (%s)".formatted(rule.name(), rule.at());
  }
}
