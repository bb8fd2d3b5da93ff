package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Report;
import dev.drift.model.Lazy;
import dev.drift.plan.ActReport;
import java.util.Map;
import java.util.Set;

/// A report, and what else is announced with it.
///
/// @param channels those to which policy rules lead a finding, by its fingerprint; all channels get
///     what is not in it. Made when something is announced, as conditions may take long
/// @param acts what was done about a finding, in a sentence, by its fingerprint
public record Checked(
    Report report, Lazy<Map<String, Set<String>>> channels, Map<String, String> acts) {
  public Checked {
    requireNonNull(report, "report is null");
    requireNonNull(channels, "channels is null");
    acts = Map.copyOf(acts);
  }

  /// Of a run that knows of no policies and does nothing.
  public static Checked of(Report report) {
    return new Checked(report, new Lazy<>(Map::of), Map.of());
  }

  public static Checked of(ActReport acts) {
    return new Checked(acts.report(), new Lazy<>(acts::channels), acts.sentences());
  }
}
