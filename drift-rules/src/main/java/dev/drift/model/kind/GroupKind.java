package dev.drift.model.kind;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A kind without its version: `Deployment.apps`.
///
/// @param group the API group, empty for the core group
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {
  public GroupKind {
    requireNonNull(group, "group is null");
    requireNonNull(kind, "kind is null");
  }

  /// The kind of an object with this apiVersion, such as `apps/v1` or `v1`.
  public static GroupKind of(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return new GroupKind(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
  }

  // Written out, as those of ResourceId.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof GroupKind that && kind.equals(that.kind) && group.equals(that.group));
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + kind.hashCode();
  }

  @Override
  public int compareTo(GroupKind other) {
    int groups = group.compareTo(other.group);
    return groups != 0 ? groups : kind.compareTo(other.kind);
  }

  @Override
  public String toString() {
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
