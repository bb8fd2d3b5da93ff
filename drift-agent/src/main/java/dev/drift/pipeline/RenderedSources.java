package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.scope.Source;
import java.util.List;

/// What the sources of a run declare, as people may see it: secrets are masked.
///
/// @param unrendered what is not known of them
/// @param skipped documents that describe no resource
/// @param problems of reading and rendering
public record RenderedSources(
    List<Source> sources,
    List<Manifest> manifests,
    List<Unrendered> unrendered,
    List<Skipped> skipped,
    List<Problem> problems) {
  public RenderedSources {
    sources = List.copyOf(requireNonNull(sources, "sources is null"));
    manifests = List.copyOf(manifests);
    unrendered = List.copyOf(unrendered);
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }
}
