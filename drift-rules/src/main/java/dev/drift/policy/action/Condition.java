package dev.drift.policy.action;

/// The `when` of a rule, compiled.
///
/// The engine knows no language of its own for these: the libraries for CEL share packages among
/// their jars, which a named module cannot read. So whoever reads a policy brings the compiler.
public interface Condition {
  /// As it is written.
  String text();

  /// Whether it reads more than the finding: the live object, or what Git declares.
  boolean readsObjects();

  /// Never throws, and ends.
  Answer of(ConditionFacts facts);

  /// Whether the condition holds.
  sealed interface Answer {
    enum Known implements Answer {
      HOLDS,
      DOES_NOT_HOLD
    }

    /// It cannot be told: a field is not there, a value has another type, or the evaluation takes
    /// too long.
    ///
    /// @param reason a clause
    record Failed(String reason) implements Answer {}
  }
}
