package dev.drift.pipeline.record;

import dev.drift.model.Cluster;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.store.Database;
import dev.drift.store.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The store of a run, if it has one.
public final class RunStoreAccess implements AutoCloseable {
  private final Optional<Database> database;
  private final InstantSource clock;

  private RunStoreAccess(Optional<Database> database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @throws dev.drift.model.DriftException if the store cannot be opened
  public static RunStoreAccess open(Optional<StoreRequest> request, InstantSource clock) {
    return new RunStoreAccess(request.map(it -> Database.open(it.url(), it.login())), clock);
  }

  /// What is on record of what a run compares.
  ///
  /// @param run names the run
  /// @return empty if the run has no store
  public Optional<TargetTrail> trail(Cluster cluster, List<Source> sources, String run) {
    return database.map(
        it -> new TargetTrail(it, Target.of(cluster, sources).id(), run, clock));
  }

  @Override
  public void close() {
    database.ifPresent(Database::close);
  }
}
