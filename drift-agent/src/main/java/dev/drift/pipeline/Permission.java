package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/// What a run must be allowed to do with one resource of the API.
///
/// @param group the API group; empty for the core group
/// @param resource the plural that RBAC knows, such as `deployments`
/// @param namespaced whether its objects are in namespaces
public record Permission(Purpose purpose, String group, String resource, boolean namespaced)
    implements Comparable<Permission> {
  private static final Comparator<Permission> ORDER =
      Comparator.comparing(Permission::purpose)
          .thenComparing(Permission::group)
          .thenComparing(Permission::resource)
          .thenComparing(Permission::namespaced);

  /// What it is for, in the order in which roles list it.
  public enum Purpose {
    /// Compared with Git. What differs is read again one by one before it is reported.
    DRIFT,
    /// Looked at by rules only.
    POSTURE,
    /// Controls or owns objects that Git does not declare.
    OWNERS,
    /// Sources are rendered with it, as their deployers do.
    RENDERING,
    /// Asked for in a dry-run, which stores nothing.
    DRY_RUN,
    /// Put back, or created again if it is missing.
    REVERT
  }

  public Permission {
    requireNonNull(purpose, "purpose is null");
    requireNonNull(group, "group is null");
    requireNonNull(resource, "resource is null");
  }

  @Override
  public int compareTo(Permission other) {
    return ORDER.compare(this, other);
  }
}
