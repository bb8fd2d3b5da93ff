package dev.drift.finding;

import static java.util.Objects.requireNonNull;

/// What a report calls the two sides that were compared.
///
/// @param expected what should be, such as `Git` or `staging`
/// @param judged what is, such as `the cluster` or `production`
public record Sides(String expected, String judged) {
  /// A cluster compared with its Git repository.
  public static final Sides GIT = new Sides("Git", "the cluster");

  public Sides {
    requireNonNull(expected, "expected is null");
    requireNonNull(judged, "judged is null");
  }

  /// Whether two clusters were compared.
  public boolean areClusters() {
    return !equals(GIT);
  }

  /// The judged side as a heading: `cluster` or `production`.
  public String judgedLabel() {
    return areClusters() ? judged : "cluster";
  }
}
