package dev.drift.model.scope;

import java.util.Locale;

/// What a source claims to describe, and so what counts as undeclared.
///
/// What a source declares is compared in every scope. A larger scope only adds objects that the
/// source does not declare.
public enum Scope {
  /// Only what the source declares. Nothing is reported as unmanaged.
  OBJECTS,
  /// Also every object of the tracked kinds in the namespaces that the source declares or puts
  /// objects into. Cluster-scoped objects and other namespaces belong to somebody else. The
  /// default.
  NAMESPACES,
  /// The whole cluster: also cluster-scoped objects and all other namespaces.
  CLUSTER;

  /// As people write it, in `--scope` and in `drift.yaml`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return label();
  }
}
