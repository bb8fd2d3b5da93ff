package dev.drift.pipeline.record;

import static java.util.Objects.requireNonNull;

import dev.drift.act.record.Records;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Cluster;
import dev.drift.model.scope.Source;
import dev.drift.model.value.Value;
import dev.drift.store.Database;
import dev.drift.store.TrailTable;
import dev.drift.trail.OpenFindings;
import dev.drift.trail.RecordTime;
import dev.drift.trail.RecordType;
import dev.drift.trail.RunBody;
import dev.drift.trail.Trail;
import dev.drift.trail.TrailRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is on record of one target in a store.
public final class TargetTrail {
  private static final String OPEN = "trail-open";
  private static final Duration JUST_NOW = Duration.ofSeconds(10);

  private final Trail trail;
  private final StoredTrails storage;
  private final Records records;

  /// @param target 12 hexadecimal digits
  /// @param run names the run
  public TargetTrail(Database database, String target, String run, InstantSource clock) {
    requireNonNull(database, "database is null");
    this.storage = new StoredTrails(new TrailTable(database));
    this.trail = new Trail(storage, target, clock);
    this.records = new StoreRecords(database, trail, run);
  }

  public Trail trail() {
    return trail;
  }

  public Records records() {
    return records;
  }

  /// Before a run acts.
  public void begin(
      String run, Instant startedAt, String version, Cluster cluster, List<Source> sources) {
    trail.append(RecordType.RUN, RunBody.start(run, startedAt, version, cluster, sources));
  }

  /// After a run. A segment that is due is sealed.
  ///
  /// @param namespaces the only ones that it compared; empty for all
  /// @param blindRules codes of posture rules that did not look, besides those of the coverage
  /// @param undone findings that the run saw first, and that were gone at its end
  public void end(
      Report report,
      Collection<String> namespaces,
      Set<String> blindRules,
      Collection<Finding> undone) {
    OpenFindings open = open();
    OpenFindings.Change change = open.changedBy(report, namespaces, blindRules, undone);
    TrailRecord written =
        trail.append(
            RecordType.RUN, RunBody.end(report, namespaces, change.opened(), change.ended()));
    records.keep(OPEN, open.after(written).document());
    trail.sealIfDue();
  }

  /// Whether the last run on the trail failed for the same reasons: it is recorded already.
  public boolean hasFailedWith(Report report) {
    Value.Obj now = RunBody.end(report, List.of(), List.of(), List.of());
    return storage
        .last(trail.target(), RecordType.RUN)
        .map(TrailRecord::content)
        .filter(it -> it.text("result").equals(Optional.of("failed")))
        .filter(it -> it.get("problems").equals(now.get("problems")))
        .flatMap(it -> it.text("finishedAt").flatMap(RecordTime::parse))
        .filter(it -> it.plus(JUST_NOW).isAfter(report.run().startedAt()))
        .isPresent();
  }

  /// What was kept, and the runs since.
  private OpenFindings open() {
    Optional<Value.Obj> kept = records.document(OPEN);
    OpenFindings[] open = {kept.map(OpenFindings::of).orElse(OpenFindings.NONE)};
    storage.read(
        trail.target(),
        open[0].seq() + 1,
        Set.of(RecordType.RUN),
        run -> open[0] = open[0].after(run));
    return open[0];
  }
}
