package dev.drift.store;

import dev.drift.model.Cluster;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table of targets.
final class Targets {
  private Targets() {}

  static List<Target> all(Handle handle) {
    return handle
        .createQuery("SELECT * FROM targets ORDER BY context, server, id")
        .map((row, _) -> of(row))
        .list();
  }

  static Target of(ResultSet row) throws SQLException {
    return new Target(
        row.getString("id"),
        new Cluster(
            row.getString("server"),
            row.getString("kubernetes"),
            row.getString("context"),
            row.getString("cluster_uid")),
        row.getString("sources").lines().toList());
  }

  /// Makes it, or updates how its cluster is reached. Locks its row.
  static void save(Handle handle, Target target, Instant startedAt, Instant finishedAt) {
    handle
        .createUpdate(
            "INSERT INTO targets (id, cluster_uid, server, context, kubernetes, sources, first_run,"
                + " last_run) VALUES (:id, :uid, :server, :context, :kubernetes, :sources,"
                + " :started, :finished) ON CONFLICT (id) DO UPDATE SET server = excluded.server,"
                + " context = excluded.context, kubernetes = excluded.kubernetes,"
                + " last_run = excluded.last_run")
        .bind("id", target.id())
        .bind("uid", target.cluster().uid())
        .bind("server", target.cluster().server())
        .bind("context", target.cluster().context())
        .bind("kubernetes", target.cluster().version())
        .bind("sources", String.join("\n", target.sources()))
        .bind("started", startedAt.toEpochMilli())
        .bind("finished", finishedAt.toEpochMilli())
        .execute();
  }

  static void inSyncSince(Handle handle, String target, Optional<Instant> since) {
    handle
        .createUpdate("UPDATE targets SET in_sync_since = :since WHERE id = :id")
        .bind("since", since.map(Instant::toEpochMilli).orElse(null))
        .bind("id", target)
        .execute();
  }

  /// Since then, unless it was already.
  static void keepInSyncSince(Handle handle, String target, Instant since) {
    handle
        .createUpdate(
            "UPDATE targets SET in_sync_since = COALESCE(in_sync_since, :since) WHERE id = :id")
        .bind("since", since.toEpochMilli())
        .bind("id", target)
        .execute();
  }
}
