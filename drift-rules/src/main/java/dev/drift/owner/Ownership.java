package dev.drift.owner;

import static java.util.Objects.requireNonNull;

import dev.drift.model.GroupKind;

/// Whether a deployer beside Git's sources owns a live object.
public sealed interface Ownership {
  /// @param owner as people write it: `Helm release monitoring/kube-prometheus-stack`
  /// @param coversRights whether the proof is good enough for objects that give rights
  record Proven(String owner, String evidence, boolean coversRights) implements Ownership {
    public Proven {
      requireNonNull(owner, "owner is null");
      requireNonNull(evidence, "evidence is null");
    }
  }

  /// It carries the mark of a deployer, and nothing proves it.
  record Forged(String sentence) implements Ownership {}

  /// It carries a mark, and the kind that would prove it could not be read.
  record Unverifiable(GroupKind kind, String sentence) implements Ownership {}

  /// It carries no mark.
  record None() implements Ownership {}
}
