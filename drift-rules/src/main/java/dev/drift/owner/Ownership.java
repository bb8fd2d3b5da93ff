package dev.drift.owner;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;

/// Whether a deployer beside Git's sources owns an object.
public sealed interface Ownership {

  /// A deployer's own record names the object.
  ///
  /// @param owner as people write it: `Helm release monitoring/kube-prometheus-stack`
  /// @param evidence a sentence without its beginning and its full stop: `its manifest in Secret
  ///     monitoring/sh.helm.release.v1.kube-prometheus-stack.v3 holds it`
  /// @param coversRights whether the object gives no other rights than the deployer gave it; true
  ///     for an object that gives none, unless the evidence is weak
  record Proven(String owner, String evidence, boolean coversRights) implements Ownership {
    public Proven {
      requireNonNull(owner, "owner is null");
      requireNonNull(evidence, "evidence is null");
    }
  }

  /// The object carries a deployer's mark, and the deployer's record does not confirm it.
  ///
  /// @param sentence without its full stop: `its annotations say that Helm release x/y owns it, but
  ///     there is no such release`
  record Forged(String sentence) implements Ownership {
    public Forged {
      requireNonNull(sentence, "sentence is null");
    }
  }

  /// The object carries a deployer's mark, and the deployer's record could not be read.
  ///
  /// @param kind of the record
  /// @param sentence without its full stop
  record Unverifiable(GroupKind kind, String sentence) implements Ownership {
    public Unverifiable {
      requireNonNull(kind, "kind is null");
      requireNonNull(sentence, "sentence is null");
    }
  }

  /// No deployer claims the object.
  record None() implements Ownership {}
}
