package dev.drift.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.store.schedule.ScheduleConnections;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// An open store, at the version of this program. Threads share it.
///
/// All failures are [DriftException]s with the code `STORE_FAILED`, whose sentences hold neither
/// passwords nor anything that the store holds.
public final class Database implements AutoCloseable {
  private static final Duration SCHEDULE_PATIENCE = Duration.ofSeconds(3);

  private final Engine engine;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(Engine engine, HikariDataSource pool) {
    this.engine = engine;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /// Makes the store if it is not there, and brings its tables to the version of this program.
  ///
  /// @throws DriftException if it cannot be used
  public static Database open(StoreUrl url, StoreLogin login) {
    return open(engine(url, login), true);
  }

  /// For who only asks: makes nothing.
  ///
  /// @throws DriftException if it is not there, or cannot be used
  public static Database openExisting(StoreUrl url, StoreLogin login) {
    return open(engine(url, login), false);
  }

  private static Engine engine(StoreUrl url, StoreLogin login) {
    return switch (url) {
      case StoreUrl.Sqlite file -> new SqliteEngine(file);
      case StoreUrl.Postgres server -> new PostgresEngine(server, login);
    };
  }

  private static Database open(Engine engine, boolean make) {
    if (make) {
      engine.prepare();
    }
    engine.check();
    Database database = new Database(engine, pool(engine, "store", _ -> {}));
    try {
      database.prepareTables(make);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static HikariDataSource pool(
      Engine engine, String name, Consumer<HikariConfig> settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    // One attempt: a wrong password is not retried.
    config.setInitializationFailTimeout(1);
    engine.configure(config);
    settings.accept(config);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw failed(engine, e);
    }
  }

  /// Connections of a schedule that several agents share.
  ///
  /// @param threads how many use it at once: none must wait for others, or it counts as gone
  /// @throws DriftException if the store cannot be used
  public static ScheduleConnections schedule(StoreUrl.Postgres url, StoreLogin login, int threads) {
    open(url, login).close(); // Makes the tables.
    return new ScheduleConnections(
        pool(
            new PostgresEngine(url, login),
            "schedule",
            config -> {
              config.setMaximumPoolSize(threads);
              // An agent that comes back later than others after a failure counts as gone.
              config.setConnectionTimeout(SCHEDULE_PATIENCE.toMillis());
              config.setValidationTimeout(SCHEDULE_PATIENCE.toMillis() / 2);
            }));
  }

  private void prepareTables(boolean make) {
    int version = read(this::version);
    if (version > engine.migrations().version()) {
      throw newer(version);
    }
    if (version == engine.migrations().version()) {
      return;
    }
    if (!make && version == 0) {
      throw new DriftException(
          Problem.of(
              Problem.Code.STORE_FAILED,
              "the store %s is empty; drift check --store writes it".formatted(engine.url())));
    }
    use(
        () -> {
          engine.migrate(
              pool, () -> engine.migrations().apply(engine.flyway(Flyway.configure()), pool));
          return "";
        });
  }

  /// Of the tables; 0 if there are none.
  private int version(Handle handle) {
    return engine.hasTable(handle, Migrations.HISTORY)
        ? handle
            .createQuery(
                "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"
                    + " WHERE version IS NOT NULL")
            .mapTo(Integer.class)
            .findOne()
            .orElse(0)
        : 0;
  }

  private DriftException newer(int version) {
    return new DriftException(
        Problem.of(
            Problem.Code.STORE_FAILED,
            ("a newer Drift wrote the store %s (version %d of its tables; this Drift knows %d); run"
                    + " that Drift, or use another store")
                .formatted(engine.url(), version, engine.migrations().version())));
  }

  /// Asks in one transaction, which sees one state of the store.
  ///
  /// @param work must not change anything
  /// @throws DriftException if the store failed
  public <T> T read(Function<Handle, T> work) {
    return use(() -> jdbi.withHandle(handle -> engine.read(handle, work)));
  }

  /// Writes in one transaction: all of it is kept, or nothing. What is kept is on the disk when
  /// this returns.
  ///
  /// @throws DriftException if the store failed; nothing is written then
  public <T> T write(Function<Handle, T> work) {
    return use(() -> jdbi.inTransaction(work::apply));
  }

  public StoreUrl url() {
    return engine.url();
  }

  private <T> T use(Supplier<T> work) {
    engine.check();
    try {
      return work.get();
    } catch (DriftException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(engine, e);
    }
  }

  private static DriftException failed(Engine engine, RuntimeException e) {
    return new DriftException(Problem.of(Problem.Code.STORE_FAILED, engine.sentence(e)), e);
  }

  @Override
  public void close() {
    pool.close();
  }
}
