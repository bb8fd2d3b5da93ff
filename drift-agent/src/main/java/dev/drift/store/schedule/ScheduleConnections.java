package dev.drift.store.schedule;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.quartz.utils.ConnectionProvider;

/// Connections of a schedule that several agents share, to the store that holds its tables.
public final class ScheduleConnections implements ConnectionProvider {
  private final HikariDataSource pool;

  /// @param pool closed with this
  public ScheduleConnections(HikariDataSource pool) {
    this.pool = requireNonNull(pool, "pool is null");
  }

  @Override
  public void initialize() {
    // The pool is open.
  }

  @Override
  public Connection getConnection() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void shutdown() {
    pool.close();
  }
}
