package dev.drift.store;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The rows of audit trails. Agents that share a store may append at the same time.
///
/// All methods throw a [dev.drift.model.DriftException] if the store failed.
public final class TrailTable {
  private static final String COLUMNS = "target, seq, at, type, previous, body, hash";
  private static final int ROWS_AT_ONCE = 500;
  private static final RowMapper<TrailRow> ROW =
      (rs, _) ->
          new TrailRow(
              rs.getString(1),
              rs.getLong(2),
              rs.getString(3),
              rs.getString(4),
              rs.getString(5),
              rs.getString(6),
              rs.getString(7));

  private final Database database;

  public TrailTable(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  /// Those that have rows, sorted.
  public List<String> targets() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT DISTINCT target FROM trail ORDER BY target")
                .mapTo(String.class)
                .list());
  }

  /// The row with the highest number.
  public Optional<TrailRow> last(String target) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM trail WHERE target = :target ORDER BY seq DESC LIMIT 1"
                        .formatted(COLUMNS))
                .bind("target", target)
                .map(ROW)
                .findOne());
  }

  /// The row of a type with the highest number.
  public Optional<TrailRow> last(String target, String type) {
    return one(target, type, "DESC");
  }

  /// The first row of at least this number.
  public Optional<TrailRow> from(String target, long seq) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM trail WHERE target = :target AND seq >= :seq ORDER BY seq LIMIT 1"
                        .formatted(COLUMNS))
                .bind("target", target)
                .bind("seq", seq)
                .map(ROW)
                .findOne());
  }

  /// The row of a type with the lowest number.
  public Optional<TrailRow> first(String target, String type) {
    return one(target, type, "ASC");
  }

  private Optional<TrailRow> one(String target, String type, String order) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM trail WHERE target = :target AND type = :type ORDER BY seq %s LIMIT 1"
                        .formatted(COLUMNS, order))
                .bind("target", target)
                .bind("type", type)
                .map(ROW)
                .findOne());
  }

  /// Appends a row if the last one has the number and the hash that it names.
  ///
  /// @return whether it was appended
  public boolean append(TrailRow row) {
    return database.write(handle -> append(handle, row));
  }

  /// Two transactions that see the same last row meet at the primary key.
  private static boolean append(Handle handle, TrailRow row) {
    return handle
            .createUpdate(
                """
                INSERT INTO trail (target, seq, at, type, previous, body, hash)
                SELECT :target, :seq, :at, :type, :previous, :body, :hash
                WHERE NOT EXISTS (SELECT 1 FROM trail WHERE target = :target AND seq >= :seq)
                AND (EXISTS (SELECT 1 FROM trail
                    WHERE target = :target AND seq = :seq - 1 AND hash = :previous)
                  OR (:seq = 1 AND NOT EXISTS (SELECT 1 FROM trail WHERE target = :target)))
                ON CONFLICT DO NOTHING
                """)
            .bind("target", row.target())
            .bind("seq", row.seq())
            .bind("at", row.at())
            .bind("type", row.type())
            .bind("previous", row.previous())
            .bind("body", row.body())
            .bind("hash", row.hash())
            .execute()
        == 1;
  }

  /// Rows by their numbers, a few at a time.
  ///
  /// @param from the lowest number; zero and negative ones, which only tampering can make, count
  ///     as 1
  /// @param types the only ones; empty for all
  /// @param each must not use the store
  public void read(String target, long from, Collection<String> types, Consumer<TrailRow> each) {
    database.<Boolean>read(
        handle -> {
          String ofTypes = types.isEmpty() ? "" : "AND type IN (<types>)";
          String since = from <= 1 ? "" : "AND seq >= :from";
          var query =
              handle.createQuery(
                  "SELECT %s FROM trail WHERE target = :target %s %s ORDER BY seq"
                      .formatted(COLUMNS, since, ofTypes));
          query.bind("target", target).setFetchSize(ROWS_AT_ONCE);
          if (!since.isEmpty()) {
            query.bind("from", from);
          }
          if (!types.isEmpty()) {
            query.bindList("types", List.copyOf(types));
          }
          query.map(ROW).forEach(each);
          return true;
        });
  }

  /// Appends a row and deletes those up to a number: both, or nothing.
  ///
  /// @return whether that was done
  public boolean prune(TrailRow row, long upTo) {
    return database.write(
        handle -> {
          if (!append(handle, row)) {
            return false;
          }
          handle
              .createUpdate("DELETE FROM trail WHERE target = :target AND seq <= :upTo")
              .bind("target", row.target())
              .bind("upTo", upTo)
              .execute();
          return true;
        });
  }
}
