package dev.drift.model;

import java.util.List;

/// What a renderer made of a checkout.
///
/// @param manifests in the order of files and documents
/// @param unrendered files whose manifests are not known
/// @param problems all of them, so that a person mends them in one go
public record Rendered(
    List<Manifest> manifests,
    List<Skipped> skipped,
    List<Unrendered> unrendered,
    List<Problem> problems) {
  public static final Rendered NOTHING = new Rendered(List.of(), List.of(), List.of(), List.of());

  public Rendered {
    manifests = List.copyOf(manifests);
    skipped = List.copyOf(skipped);
    unrendered = List.copyOf(unrendered);
    problems = List.copyOf(problems);
  }

  /// Everything was read.
  public Rendered(List<Manifest> manifests, List<Skipped> skipped, List<Problem> problems) {
    this(manifests, skipped, List.of(), problems);
  }
}
