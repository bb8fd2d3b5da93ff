package dev.drift.finding.group;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.finding.Sides;
import dev.drift.model.ResourceRef;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Findings of one cause: those of an object that one writer changed, or those of a rule that many
/// objects break.
///
/// @param key the same over runs, whatever the findings say
/// @param findings at least one, the worst first
public record FindingGroup(String key, List<Finding> findings) {
  public FindingGroup {
    requireNonNull(key, "key is null");
    findings = findings.stream().sorted().toList();
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("a group has no findings");
    }
  }

  /// The worst.
  public Severity severity() {
    return findings.getFirst().severity();
  }

  public List<ResourceRef> objects() {
    return findings.stream().map(Finding::resource).distinct().toList();
  }

  public Set<String> fingerprints() {
    return findings.stream().map(Finding::fingerprint).collect(Collectors.toUnmodifiableSet());
  }

  /// What it is about, in a few words. Names and paths in it are texts of unknown origin.
  public String title() {
    return title(Sides.GIT);
  }

  /// The same of what a report calls otherwise.
  public String title(Sides sides) {
    List<ResourceRef> objects = objects();
    if (objects.size() == 1) {
      return objects.getFirst() + ": " + (findings.size() == 1 ? only(sides) : count());
    }
    List<String> rules = findings.stream().map(Finding::rule).distinct().toList();
    return rules.size() == 1
        ? "%s: %d objects".formatted(rules.getFirst(), objects.size())
        : "%s on %d objects".formatted(count(), objects.size());
  }

  private String count() {
    return findings.size() + (findings.size() == 1 ? " finding" : " findings");
  }

  private String only(Sides sides) {
    Finding finding = findings.getFirst();
    if (!finding.path().isRoot()) {
      return finding.path().toString();
    }
    return switch (finding) {
      case Finding.Drift drift ->
          switch (drift.change()) {
            case MISSING ->
                sides.areClusters() ? "not in " + sides.judged() : "missing in the cluster";
            case UNMANAGED ->
                sides.areClusters() ? "not in " + sides.expected() : "not declared in Git";
            case CHANGED, REMOVED, ADDED, DEFAULT_CHANGED, REORDERED -> drift.rule();
          };
      case Finding.Posture posture -> posture.rule();
    };
  }
}
