package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drift.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What Drift said of a change, held against what changed.
///
/// Each changed place is covered by a finding that stands at it, above it or below it; each finding
/// covers a changed place.
///
/// @param changed the places that are drift
/// @param exempt the exemptions that took places out
/// @param missed changed places that no finding covers
/// @param wrong findings that cover no changed place
record Judgement(
    List<Changed> changed,
    List<Exemption> exempt,
    List<Changed> missed,
    List<Finding.Drift> wrong) {

  static Judgement of(Subject subject, JsonNode after, List<Finding.Drift> findings) {
    JsonNode old = Stored.of(subject.before());
    JsonNode now = Stored.of(after);
    List<Changed> drift = new ArrayList<>();
    List<Exemption> exempt = new ArrayList<>();
    for (Changed changed : JsonDiff.between(old, now)) {
      Optional<Exemption> exemption = Exemptions.of(subject, changed, now);
      exemption.ifPresentOrElse(exempt::add, () -> drift.add(changed));
    }
    return new Judgement(
        drift,
        exempt,
        drift.stream()
            .filter(
                changed -> findings.stream().noneMatch(f -> covers(subject, f, changed, old, now)))
            .toList(),
        findings.stream()
            .filter(finding -> !Consequences.of(subject, finding, now))
            .filter(finding -> drift.stream().noneMatch(c -> covers(subject, finding, c, old, now)))
            .toList());
  }

  /// Whether nothing changed, so that the change was undone by the server.
  boolean isUndone() {
    return changed.isEmpty() && exempt.isEmpty();
  }

  boolean isRight() {
    return missed.isEmpty() && wrong.isEmpty();
  }

  private static boolean covers(
      Subject subject, Finding.Drift finding, Changed changed, JsonNode old, JsonNode now) {
    if (!finding.resource().id().equals(subject.live().id())) {
      return false;
    }
    return Stream.concat(Stream.of(finding.path()), finding.with().stream())
        .anyMatch(
            path ->
                related(Places.of(path, old, now), changed.before())
                    || related(Places.of(path, now, old), changed.after()));
  }

  private static boolean related(List<String> findings, Optional<String> changed) {
    return changed.isPresent()
        && findings.stream().anyMatch(place -> Pointers.related(place, changed.get()));
  }
}
