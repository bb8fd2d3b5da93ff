package dev.drift.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// Who may do something of a target alone. A lease ends by itself, so that a process that was
/// killed does not keep it. Times are those of the database: the clocks of agents may differ.
///
/// All methods throw a [dev.drift.model.DriftException] if the store failed.
public final class LeaseTable {
  private final Database database;
  private final String now;

  public LeaseTable(Database database) {
    this.database = requireNonNull(database, "database is null");
    this.now =
        switch (database.url()) {
          case StoreUrl.Sqlite _ -> "CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)";
          case StoreUrl.Postgres _ ->
              "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
        };
  }

  /// Takes a lease that nobody has or that is over, or prolongs one's own.
  ///
  /// @return whether the holder has it now
  public boolean take(String target, String name, String holder, Duration time) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        """
                        INSERT INTO leases (target, name, holder, until)
                        VALUES (:target, :name, :holder, %1$s + :time)
                        ON CONFLICT (target, name) DO UPDATE
                        SET holder = excluded.holder, until = excluded.until
                        WHERE leases.holder = excluded.holder OR leases.until < %1$s
                        """
                            .formatted(now))
                    .bind("target", target)
                    .bind("name", name)
                    .bind("holder", holder)
                    .bind("time", time.toMillis())
                    .execute()
                == 1);
  }

  /// Until when a lease is taken, by the clock of the database.
  ///
  /// @return milliseconds since 1970; empty if nobody took it, or it is over
  public Optional<Long> until(String target, String name) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT until FROM leases WHERE target = :target AND name = :name AND until >= "
                        + now)
                .bind("target", target)
                .bind("name", name)
                .mapTo(Long.class)
                .findOne());
  }

  /// Prolongs a lease that the holder still has.
  ///
  /// @return whether it has it
  public boolean prolong(String target, String name, String holder, Duration time) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE leases SET until = %1$s + :time
                        WHERE target = :target AND name = :name AND holder = :holder
                        AND until >= %1$s
                        """
                            .formatted(now))
                    .bind("target", target)
                    .bind("name", name)
                    .bind("holder", holder)
                    .bind("time", time.toMillis())
                    .execute()
                == 1);
  }

  /// Gives a lease back; nothing happens if somebody else has it.
  public void release(String target, String name, String holder) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM leases WHERE target = :target AND name = :name AND holder = :holder")
                .bind("target", target)
                .bind("name", name)
                .bind("holder", holder)
                .execute());
  }
}
