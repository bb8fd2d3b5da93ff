package dev.drift.policy;

/// Who wrote a policy, and so what it may do.
public enum PolicySource {
  /// The agent's own configuration: trusted.
  AGENT,
  /// The desired-state repository: who may write there may not hide what he does.
  REPOSITORY
}
