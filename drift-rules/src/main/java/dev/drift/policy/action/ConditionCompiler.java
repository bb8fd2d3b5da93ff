package dev.drift.policy.action;

/// Makes conditions of their texts.
@FunctionalInterface
public interface ConditionCompiler {
  /// For policies that may have no conditions.
  ConditionCompiler NONE =
      _ -> {
        throw new IllegalArgumentException("is not supported here");
      };

  /// @throws IllegalArgumentException if the text is not a condition; the message is a clause
  Condition compile(String text);
}
