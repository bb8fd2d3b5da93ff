package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.RequestLog;
import dev.drift.finding.Coverage;
import dev.drift.model.Problem;
import java.util.List;

/// What one observer saw, and what it could not see.
///
/// @param coverage an entry for each thing that it was asked for; none if there was nothing to ask
public record Observation(Facts facts, List<Coverage.Entry> coverage, List<Problem> problems) {
  public Observation {
    requireNonNull(facts, "facts is null");
    coverage = List.copyOf(coverage);
    problems = List.copyOf(problems);
  }

  /// The same with another request log, if it has one.
  Observation with(RequestLog log) {
    return facts.requests().equals(RequestLog.NONE)
        ? this
        : new Observation(facts.with(log), coverage, problems);
  }
}
