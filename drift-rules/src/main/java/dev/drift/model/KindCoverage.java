package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;

/// Whether a kind was read.
///
/// @param count objects read
/// @param reason a sentence where the kind was not read; otherwise empty
public record KindCoverage(
    String apiVersion, String kind, Status status, int count, String reason) {

  /// How reading a kind ended.
  public enum Status {
    READ,
    FORBIDDEN,
    FAILED,
    /// The cluster does not serve the kind, so it has no such objects.
    ABSENT,
    /// Nobody asked for it: the run reads only some namespaces, and the kind is cluster-scoped.
    LEFT_OUT
  }

  public KindCoverage {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(status, "status is null");
    requireNonNull(reason, "reason is null");
  }

  public GroupKind groupKind() {
    return GroupKind.of(apiVersion, kind);
  }

  /// Whether it was not to be read.
  public boolean leftOut() {
    return status == Status.LEFT_OUT;
  }

  /// Whether the objects of the kind are known.
  public boolean known() {
    return status == Status.READ || status == Status.ABSENT;
  }
}
