package dev.drift.trail.export;

import dev.drift.model.value.Value;
import dev.drift.trail.RecordTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One time that a finding was there.
///
/// @param finding as the run that saw it first recorded it; empty if that was pruned
/// @param fingerprint of the finding
/// @param run that saw it first
/// @param seen when that run ended
/// @param commits that this run compared
/// @param end when it was gone; empty if it is open
/// @param act what Drift did about it last
record Episode(
    String target,
    Value.Obj finding,
    String fingerprint,
    String run,
    Instant seen,
    String commits,
    Optional<End> end,
    Optional<ActOf> act) {

  /// @param run that did not see it any more
  record End(Instant at, String run) {}

  /// @param id of the act
  record ActOf(String id, String verb, String outcome) {}

  Episode ended(Instant at, String byRun) {
    return new Episode(
        target, finding, fingerprint, run, seen, commits, Optional.of(new End(at, byRun)), act);
  }

  Episode acted(ActOf done) {
    return new Episode(target, finding, fingerprint, run, seen, commits, end, Optional.of(done));
  }

  boolean isOf(String other) {
    return fingerprint.equals(other);
  }

  /// The same with who made it, if the run that saw it first did not know.
  Episode named(Value.Obj by) {
    return new Episode(target, named(finding, by), fingerprint, run, seen, commits, end, act);
  }

  /// @param by a request of the request log
  static Value.Obj named(Value.Obj finding, Value.Obj by) {
    if (finding.fields().isEmpty() || !finding.object("by").text("user").orElse("").isEmpty()) {
      return finding;
    }
    Value.Obj author = Value.Obj.EMPTY;
    for (String field :
        List.of("manager", "user", "actingAs", "verb", "tool", "at", "confidence")) {
      author = author.with(field, Value.of(by.text(field).orElse("")));
    }
    return finding.with("by", author);
  }

  /// When the change was made, as far as the cluster or its request log says.
  Optional<Instant> onset() {
    return finding.object("by").text("at").flatMap(RecordTime::parse);
  }

  /// From the onset until a run had seen it.
  ///
  /// @return empty if the onset is not known, or was later by the clock of the server
  Optional<Duration> timeToDetect() {
    return onset().map(it -> Duration.between(it, seen)).filter(it -> !it.isNegative());
  }

  /// From when a run had seen it until a run saw that it was gone.
  ///
  /// @return empty if it is open
  Optional<Duration> timeToRepair() {
    return end.map(it -> Duration.between(seen, it.at())).filter(it -> !it.isNegative());
  }

  /// Whether it was there at some time of the period.
  boolean concerns(Period period) {
    return seen.isBefore(period.until())
        && end.filter(it -> it.at().isBefore(period.since())).isEmpty();
  }
}
