package dev.drift.source.helm;

/// What whoever deploys a chart does with the CustomResourceDefinitions in its folder `crds`.
public enum CrdPolicy {
  /// Applies them each time, so they are compared.
  APPLY,
  /// Creates those that are missing and never changes them, as `helm install` does.
  CREATE_ONCE,
  /// Does not apply them.
  SKIP
}
