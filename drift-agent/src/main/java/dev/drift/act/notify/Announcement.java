package dev.drift.act.notify;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import java.util.Map;
import java.util.Set;

/// What a run has to announce.
///
/// @param whole whether the run was about all namespaces and paths
/// @param blindRules codes of posture rules that did not look, besides those of the coverage
/// @param routes the channels to which policies lead a finding, by its fingerprint; all channels
///     get what is not in it
/// @param acts what Drift did about a finding, in a sentence, by its fingerprint
public record Announcement(
    Report report,
    boolean whole,
    Set<String> blindRules,
    Map<String, Set<String>> routes,
    Map<String, String> acts) {
  public Announcement {
    requireNonNull(report, "report is null");
    blindRules = Set.copyOf(blindRules);
    routes = Map.copyOf(routes);
    acts = Map.copyOf(acts);
  }

  /// Of a run whose rules all looked, without acts and routes.
  public static Announcement of(Report report, boolean whole) {
    return new Announcement(report, whole, Set.of(), Map.of(), Map.of());
  }

  boolean isFor(String channel, Finding finding) {
    Set<String> channels = routes.get(finding.fingerprint());
    return channels == null || channels.contains(channel);
  }
}
