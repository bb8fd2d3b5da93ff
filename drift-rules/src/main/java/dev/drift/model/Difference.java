package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// One path of one resource, or a whole resource (at [Path#ROOT]), that is not the same in Git and
/// in the cluster.
///
/// @param path where it stands in Git; for ADDED and UNMANAGED, in the cluster
/// @param livePath where it stands in the cluster: items of atomic lists move
/// @param desired the value of the canonical form; empty for ADDED and UNMANAGED
/// @param live the value in the cluster; empty for REMOVED and MISSING
/// @param unsaid whether what Git says is the same as saying nothing: a zero that the server does
///     not tell from absence
/// @param text of a difference that stands within a text, such as a properties file, or that is
///     one of words alone: that text
/// @param consequences differences that follow only from this one, such as the
///     `externalTrafficPolicy` that the API server gives to a Service made a LoadBalancer
public record Difference(
    ResourceRef resource,
    Change change,
    Path path,
    Path livePath,
    Optional<Value> desired,
    Optional<Value> live,
    boolean unsaid,
    Optional<ReadText> text,
    List<Difference> consequences) {
  public Difference {
    requireNonNull(resource, "resource is null");
    requireNonNull(change, "change is null");
    requireNonNull(path, "path is null");
    requireNonNull(livePath, "livePath is null");
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
    requireNonNull(text, "text is null");
    consequences = List.copyOf(consequences);
  }

  /// A difference from which nothing follows.
  public Difference(
      ResourceRef resource,
      Change change,
      Path path,
      Path livePath,
      Optional<Value> desired,
      Optional<Value> live,
      boolean unsaid,
      Optional<ReadText> text) {
    this(resource, change, path, livePath, desired, live, unsaid, text, List.of());
  }

  /// A difference that stands within no text.
  public Difference(
      ResourceRef resource,
      Change change,
      Path path,
      Path livePath,
      Optional<Value> desired,
      Optional<Value> live,
      boolean unsaid) {
    this(resource, change, path, livePath, desired, live, unsaid, Optional.empty());
  }

  /// A difference that stands at the same path on both sides.
  public Difference(
      ResourceRef resource,
      Change change,
      Path path,
      Optional<Value> desired,
      Optional<Value> live) {
    this(resource, change, path, path, desired, live, false);
  }

  /// The same, as one of this text.
  public Difference in(ReadText within) {
    return new Difference(
        resource, change, path, livePath, desired, live, unsaid, Optional.of(within), consequences);
  }

  /// The same, with what follows from it.
  public Difference with(List<Difference> following) {
    return new Difference(resource, change, path, livePath, desired, live, unsaid, text, following);
  }

  /// The difference of the field that the API server knows: within a text, that of the text.
  public Difference ofField() {
    return text.map(ReadText::whole).orElse(this);
  }

  /// Whether the cluster has a value that Git does not declare.
  public boolean isAddition() {
    return change == Change.ADDED || (change == Change.CHANGED && unsaid);
  }
}
