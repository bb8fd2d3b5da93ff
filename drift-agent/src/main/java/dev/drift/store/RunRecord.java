package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.ResourceRef;
import java.util.List;
import java.util.Set;

/// One run, as it is recorded. Everything in it is masked.
///
/// @param namespaces the only ones that the run was about; empty for all
/// @param blindRules codes of posture rules that did not look, besides those of the coverage
/// @param undone findings that were there when the run began, and that it acted on
public record RunRecord(
    Target target,
    Report report,
    Set<String> namespaces,
    Set<String> blindRules,
    List<Finding> undone,
    List<DoneAct> acts) {

  /// What was done about findings.
  ///
  /// @param action such as `patch`
  /// @param outcome such as `done`
  /// @param sentence what became of it
  /// @param fingerprints of the findings that caused it
  public record DoneAct(
      String action,
      ResourceRef resource,
      String outcome,
      String sentence,
      Set<String> fingerprints) {
    public DoneAct {
      requireNonNull(action, "action is null");
      requireNonNull(resource, "resource is null");
      requireNonNull(outcome, "outcome is null");
      requireNonNull(sentence, "sentence is null");
      fingerprints = Set.copyOf(fingerprints);
    }
  }

  public RunRecord {
    requireNonNull(target, "target is null");
    requireNonNull(report, "report is null");
    namespaces = Set.copyOf(namespaces);
    blindRules = Set.copyOf(blindRules);
    undone = List.copyOf(undone);
    acts = List.copyOf(acts);
  }

  /// Whether findings of a resource are what the run was about.
  ///
  /// @param home the namespace of the resource
  boolean concerns(String home) {
    return namespaces.isEmpty() || namespaces.contains(home);
  }
}
