package dev.drift.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// A database of a PostgreSQL server; the tables are in a schema of their own.
final class PostgresEngine implements Engine {
  /// How long to wait for a server, and for a connection that another thread has.
  private static final int PATIENCE_SECONDS = 10;

  /// How long to wait for an answer.
  private static final int LONGEST_SECONDS = 60;

  private final StoreUrl.Postgres url;
  private final StoreLogin login;

  PostgresEngine(StoreUrl.Postgres url, StoreLogin login) {
    this.url = url;
    this.login = login;
  }

  @Override
  public StoreUrl url() {
    return url;
  }

  @Override
  public void prepare() {
    // The database is there, or it is not: Drift makes none.
  }

  @Override
  public void configure(HikariConfig pool) {
    pool.setJdbcUrl(url.url());
    login.user().ifPresent(pool::setUsername);
    login.password().ifPresent(pool::setPassword);
    Map.of(
            "ApplicationName",
            "drift",
            "currentSchema",
            url.schema(),
            "connectTimeout",
            String.valueOf(PATIENCE_SECONDS),
            // A server that is gone without a word must not block for ever.
            "socketTimeout",
            String.valueOf(LONGEST_SECONDS),
            "tcpKeepAlive",
            "true",
            // Details quote values.
            "logServerErrorDetail",
            "false")
        .forEach(pool::addDataSourceProperty);
    pool.setConnectionTimeout(PATIENCE_SECONDS * 1000L);
  }

  @Override
  public Migrations migrations() {
    return Migrations.POSTGRESQL;
  }

  @Override
  public FluentConfiguration flyway(FluentConfiguration configuration) {
    return configuration.schemas(url.schema()).createSchemas(true);
  }

  /// Flyway takes a lock in the database.
  @Override
  public void migrate(DataSource source, Runnable apply) {
    apply.run();
  }

  @Override
  public boolean hasTable(Handle handle, String table) {
    return handle
        .createQuery(
            "SELECT 1 FROM information_schema.tables"
                + " WHERE table_schema = :schema AND table_name = :table")
        .bind("schema", url.schema())
        .bind("table", table)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  @Override
  public void check() {
    // Each statement finds out.
  }

  @Override
  public <T> T read(Handle handle, Function<Handle, T> work) {
    return handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
  }

  @Override
  public String sentence(Throwable failure) {
    String state =
        Causes.last(failure, SQLException.class)
            .flatMap(it -> Optional.ofNullable(it.getSQLState()))
            .orElse("");
    return switch (state) {
      case "28P01", "28000" ->
          "the store %s refused the login; set PGUSER and PGPASSWORD, or store.user and store.password in drift.yaml"
              .formatted(url);
      case "3D000" ->
          "the store %s: the server has no such database; create it, or correct the URL"
              .formatted(url);
      case "42501" ->
          "the store %s: the user may not do that; it must own the schema %s, or may create it in the database"
              .formatted(url, url.schema());
      case "53100" ->
          "the store %s could not grow: the disk of its server is full; make room".formatted(url);
      case "53300" ->
          "the store %s: its server has no free connection; raise max_connections, or end other clients"
              .formatted(url);
      case "57014" -> "the store %s ended a statement that took too long".formatted(url);
      case "25006" -> "the store %s only reads, as a standby does; name its primary".formatted(url);
      default ->
          isGone(state)
              ? "the store %s could not be reached, or its server stopped; check the URL and the server"
                  .formatted(url)
              : "the store %s failed (%s)"
                  .formatted(url, state.isEmpty() ? Causes.root(failure) : "SQLSTATE " + state);
    };
  }

  private static boolean isGone(String state) {
    return state.startsWith("08") || state.startsWith("57P");
  }
}
