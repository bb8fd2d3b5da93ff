package dev.drift.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What is rendered of a source.
///
/// @param applied the source at the commits that deployers have applied; empty to render what is
///     read, whatever they have applied
/// @param sourcesFromCluster whether the objects of Flux are those of the cluster, and not files of
///     the source
/// @param comparedOnly whether nobody asks what the source declares elsewhere, so that it need not
///     be read
public record RenderOptions(
    Optional<OtherRevisions> applied, boolean sourcesFromCluster, boolean comparedOnly) {
  /// All of it, as it is read.
  public static final RenderOptions DEFAULT = new RenderOptions(Optional.empty(), false, false);

  public RenderOptions {
    requireNonNull(applied, "applied is null");
  }

  /// The same at the commits that deployers have applied.
  public RenderOptions at(OtherRevisions revisions) {
    return new RenderOptions(Optional.of(revisions), sourcesFromCluster, comparedOnly);
  }

  /// The same with the objects of Flux from the cluster.
  public RenderOptions fromCluster() {
    return new RenderOptions(applied, /* sourcesFromCluster= */ true, comparedOnly);
  }

  /// The same, and nobody asks what the source declares elsewhere.
  public RenderOptions withoutElsewhere() {
    return new RenderOptions(applied, sourcesFromCluster, /* comparedOnly= */ true);
  }
}
