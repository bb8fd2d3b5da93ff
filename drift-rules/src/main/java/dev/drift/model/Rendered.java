package dev.drift.model;

import java.util.List;

/// What a renderer made of a checkout.
///
/// @param manifests in the order of files and documents
/// @param problems all of them, so that a person mends them in one go
public record Rendered(List<Manifest> manifests, List<Skipped> skipped, List<Problem> problems) {
  public Rendered {
    manifests = List.copyOf(manifests);
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }
}
