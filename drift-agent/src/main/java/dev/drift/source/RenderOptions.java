package dev.drift.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/// What is rendered of a source.
///
/// @param applied the source at the commits that deployers have applied; empty to render what is
///     read, whatever they have applied
/// @param sourcesFromCluster whether the objects of Flux are those of the cluster, and not files of
///     the source
/// @param comparedOnly whether nobody asks what the source declares elsewhere, so that it need not
///     be read
/// @param concerning if what is rendered only shows what comes of a change: files as origins name
///     them. Charts of which none is one of them need not be rendered, and no schema of values is
///     looked at
public record RenderOptions(
    Optional<OtherRevisions> applied,
    boolean sourcesFromCluster,
    boolean comparedOnly,
    Optional<Set<String>> concerning) {
  /// All of it, as it is read.
  public static final RenderOptions DEFAULT =
      new RenderOptions(Optional.empty(), false, false, Optional.empty());

  public RenderOptions {
    requireNonNull(applied, "applied is null");
    concerning = concerning.map(Set::copyOf);
  }

  /// Everything is rendered.
  public RenderOptions(
      Optional<OtherRevisions> applied, boolean sourcesFromCluster, boolean comparedOnly) {
    this(applied, sourcesFromCluster, comparedOnly, Optional.empty());
  }

  /// The same, to show what comes of a change.
  public RenderOptions trying(Set<String> files) {
    return new RenderOptions(applied, sourcesFromCluster, comparedOnly, Optional.of(files));
  }

  /// Whether what is made of a file is to be rendered.
  public boolean concerns(String file) {
    return concerning.isEmpty() || concerning.get().contains(file);
  }

  /// The same at the commits that deployers have applied.
  public RenderOptions at(OtherRevisions revisions) {
    return new RenderOptions(Optional.of(revisions), sourcesFromCluster, comparedOnly, concerning);
  }

  /// The same with the objects of Flux from the cluster.
  public RenderOptions fromCluster() {
    return new RenderOptions(applied, /* sourcesFromCluster= */ true, comparedOnly, concerning);
  }

  /// The same, and nobody asks what the source declares elsewhere.
  public RenderOptions withoutElsewhere() {
    return new RenderOptions(applied, sourcesFromCluster, /* comparedOnly= */ true, concerning);
  }
}
