package dev.drift.pipeline;

import dev.drift.model.Cluster;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.record.TargetTrail;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.store.Database;
import dev.drift.store.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The store of a run, if it has one, with the trails in it.
final class TargetTrails implements AutoCloseable {
  private final Optional<Database> database;
  private final InstantSource clock;

  private TargetTrails(Optional<Database> database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @throws dev.drift.model.DriftException if the store cannot be opened
  static TargetTrails open(CheckRequest check, Agent agent) {
    return new TargetTrails(
        check.store().flatMap(it -> StoreAccess.of(it, agent.environment())).map(StoreAccess::open),
        agent.clock());
  }

  /// What is on record of what a run compares.
  ///
  /// @param run names the run
  /// @return empty if the run has no store
  Optional<TargetTrail> trail(Cluster cluster, List<Source> sources, String run) {
    return database.map(it -> new TargetTrail(it, Target.of(cluster, sources).id(), run, clock));
  }

  @Override
  public void close() {
    database.ifPresent(Database::close);
  }
}
