package dev.drift.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Opening a store, on each engine.
@ExtendWith(PostgresExtension.class)
class DatabaseTest {
  private static final String TABLES =
      "act_findings acts findings run_gaps run_sources runs targets";

  @TempDir Path folder;

  private static int runs(Database database) {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM runs").mapTo(Integer.class).one());
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyStoreGetsItsTablesOnce(Stores engine, Postgres postgres) {
    StoreUrl url = engine.fresh(folder.resolve("state/drift"), postgres);
    for (int i = 0; i < 2; i++) {
      try (Database database = Database.open(url, Stores.login(postgres))) {
        assertThat(runs(database)).isZero();
        assertThat(tables(database, engine)).containsAll(List.of(TABLES.split(" ")));
        assertThat(
                database
                    .read(
                        handle ->
                            handle
                                .createQuery("SELECT version FROM flyway_schema_history")
                                .mapTo(String.class)
                                .list())
                    .stream()
                    .filter("1"::equals))
            .hasSize(1);
      }
    }
  }

  private static List<String> tables(Database database, Stores engine) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    engine == Stores.SQLITE
                        ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                        : "SELECT table_name FROM information_schema.tables"
                            + " WHERE table_schema = 'drift'")
                .mapTo(String.class)
                .list());
  }

  @ParameterizedTest
  @EnumSource
  void processesMayMakeItAtOnce(Stores engine, Postgres postgres) throws Exception {
    StoreUrl url = engine.fresh(folder, postgres);
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(StoreProcess.start("open", url, Stores.login(postgres)));
    }
    for (Process one : all) {
      assertThat(StoreProcess.line(one)).contains("1");
      assertThat(one.waitFor()).isZero();
    }
    try (Database database = Database.openExisting(url, Stores.login(postgres))) {
      assertThat(runs(database)).isZero();
    }
  }

  /// SQLite itself does not wait when the mode of the journal of a file is to change.
  @Test
  void whoMakesAFileThatSomebodyElseHasBegunWaits() throws Exception {
    Path file = folder.resolve("drift.db");
    Files.createFile(file);
    CountDownLatch writing = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor();
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      Future<?> writer =
          other.submit(
              () -> {
                statement.execute("BEGIN IMMEDIATE");
                writing.countDown();
                Thread.sleep(500);
                statement.execute("COMMIT");
                return "";
              });
      writing.await();
      try (Database database = Database.open(new StoreUrl.Sqlite(file), StoreLogin.NONE)) {
        assertThat(runs(database)).isZero();
      }
      writer.get();
      try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
        assertThat(mode.getString(1)).isEqualTo("wal");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatFailsLeavesNothing(Stores engine, Postgres postgres) {
    try (Database database =
        Database.open(engine.fresh(folder, postgres), Stores.login(postgres))) {
      RunRecord run =
          Runs.at("2026-11-20T09:00:00Z")
              .finds(Runs.drift("shop", "cart", dev.drift.finding.Severity.HIGH))
              .record();
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () ->
                      database.write(
                          handle -> {
                            Targets.save(
                                handle,
                                run.target(),
                                run.report().run().startedAt(),
                                run.report().run().finishedAt());
                            return handle.execute("INSERT INTO runs (id) VALUES ('half')");
                          })))
          .isInstanceOf(dev.drift.model.DriftException.class);
      assertThat(new RunQueries(database).targets()).isEmpty();
    }
  }

  @Test
  void onlyTheOwnerReadsTheFile() throws Exception {
    Path state = folder.resolve("state");
    Path file = state.resolve("drift.db");
    try (Database database = Database.open(new StoreUrl.Sqlite(file), StoreLogin.NONE)) {
      assertThat(runs(database)).isZero();
      assertThat(permissions(state)).isEqualTo("rwx------");
      try (var files = Files.list(state)) {
        assertThat(files.map(DatabaseTest::permissions)).containsOnly("rw-------");
      }
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void readersDoNotWaitForWriters() {
    StoreUrl url = new StoreUrl.Sqlite(folder.resolve("drift.db"));
    try (Database one = Database.open(url, StoreLogin.NONE);
        Database other = Database.open(url, StoreLogin.NONE)) {
      int seen =
          one.write(
              handle -> {
                handle.execute("INSERT INTO targets VALUES ('t', '', '', '', '', '', 0, 0, NULL)");
                return new RunQueries(other).targets().size();
              });
      assertThat(seen).isZero();
      assertThat(new RunQueries(other).targets()).hasSize(1);
    }
  }

  @Test
  void aSchemaOfPostgresCanBeNamed(Postgres postgres) {
    String address = postgres.newDatabase();
    StoreUrl url = StoreUrl.parse(address + "?currentSchema=audit", folder);
    try (Database database = Database.open(url, Stores.login(postgres))) {
      assertThat(runs(database)).isZero();
    }
    assertThat(postgres.psql(address, "SELECT count(*) FROM audit.runs")).isEqualTo("0");
  }
}
