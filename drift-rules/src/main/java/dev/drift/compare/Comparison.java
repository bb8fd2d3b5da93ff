package dev.drift.compare;

import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import java.util.List;

/// What comparing one resource gave.
///
/// @param differences in the order of the canonical form
/// @param pending paths that the server would fill in today and the live object lacks:
///     information, not drift
/// @param undecided paths whose values are masked under another key, so that nothing is known
public record Comparison(List<Difference> differences, List<Path> pending, List<Path> undecided) {
  public Comparison {
    differences = List.copyOf(differences);
    pending = List.copyOf(pending);
    undecided = List.copyOf(undecided);
  }
}
