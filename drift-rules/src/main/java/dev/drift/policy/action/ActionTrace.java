package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// How the rules came to decide about a finding.
///
/// @param passed the rules before the one that decides, in their order
public record ActionTrace(List<Passed> passed, Outcome outcome) {
  /// A rule that does not speak of the finding.
  ///
  /// @param why a sentence without a full stop
  public record Passed(ActionRule rule, String why) {}

  /// The end of the search.
  public sealed interface Outcome {
    /// A rule decides, or none matches.
    record Decided(ActionDecision decision) implements Outcome {}

    /// Whether the rule matches depends on objects that are not known.
    ///
    /// @param why a clause
    record NotKnown(ActionRule rule, String why) implements Outcome {}
  }

  public ActionTrace {
    passed = List.copyOf(passed);
    requireNonNull(outcome, "outcome is null");
  }
}
