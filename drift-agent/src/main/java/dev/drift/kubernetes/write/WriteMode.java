package dev.drift.kubernetes.write;

/// Whether a write is carried out.
public enum WriteMode {
  STORE,
  /// The API server does everything but store it: admission and validation decide as usual.
  DRY_RUN
}
