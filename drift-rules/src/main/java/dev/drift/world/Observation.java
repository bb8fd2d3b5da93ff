package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Coverage;
import dev.drift.model.Problem;
import java.util.List;

/// What one observer saw, and what it could not see.
///
/// @param coverage at least one entry if the observer was asked
public record Observation(Facts facts, List<Coverage.Entry> coverage, List<Problem> problems) {
  public Observation {
    requireNonNull(facts, "facts is null");
    coverage = List.copyOf(coverage);
    problems = List.copyOf(problems);
  }
}
