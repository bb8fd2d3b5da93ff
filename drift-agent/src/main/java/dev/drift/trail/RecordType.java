package dev.drift.trail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a record is about. `docs/audit.md` describes the body of each.
public enum RecordType {
  /// The start or the end of a run: what was looked at, and what was found.
  RUN,
  /// What is about to be done.
  INTENT,
  /// What became of it.
  OUTCOME,
  /// The decision to do nothing about a difference.
  LEFT,
  /// A write by somebody who is not a deployer.
  REQUEST,
  /// That the head of the trail was sent somewhere.
  HEAD,
  /// The end of a segment.
  SEAL,
  /// That old segments were pruned.
  CHECKPOINT;

  /// As records name it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<RecordType> of(String label) {
    return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
  }
}
