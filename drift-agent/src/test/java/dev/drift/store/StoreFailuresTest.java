package dev.drift.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.drift.finding.Severity;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a user reads if a store fails. Each failure is a real one.
@ExtendWith(PostgresExtension.class)
class StoreFailuresTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("drift.db");
  }

  private StoreUrl.Sqlite sqlite() {
    return new StoreUrl.Sqlite(file());
  }

  private static void fails(ThrowingCallable work, String sentence) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            DriftException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().getFirst().code()).isEqualTo(Problem.Code.STORE_FAILED);
              assertThat(e.problems().getFirst().message()).isEqualTo(sentence);
            });
  }

  private static Recorded record(Database database) {
    return new RunStore(database)
        .record(
            Runs.at("2026-11-20T09:00:00Z")
                .finds(Runs.drift("shop", "cart", Severity.HIGH))
                .record(),
            Retention.DEFAULT);
  }

  @Test
  void aFileThatAnotherProcessWrites() throws Exception {
    try (Database database = Database.open(sqlite(), StoreLogin.NONE)) {
      Process other = StoreProcess.start("lock", sqlite(), StoreLogin.NONE);
      assertThat(StoreProcess.line(other)).contains("locked");
      // Who only asks does not wait.
      assertThat(new RunQueries(database).targets()).isEmpty();
      fails(
          () -> record(database),
          "the store %s is locked: another process has been writing for 10 seconds; wait for it, or end it"
              .formatted(file()));
      other.outputWriter().close();
      assertThat(other.waitFor()).isZero();
      assertThat(record(database).opened()).isEqualTo(1);
    }
  }

  @Test
  void aFileThatIsNotThere() {
    fails(
        () -> Database.openExisting(sqlite(), StoreLogin.NONE),
        "the store %s cannot be opened: the file does not exist; drift check --store writes it"
            .formatted(file()));
    assertThat(file()).doesNotExist();
  }

  @Test
  void aFileWithoutTables() throws Exception {
    Files.createFile(file());
    fails(
        () -> Database.openExisting(sqlite(), StoreLogin.NONE),
        "the store %s is empty; drift check --store writes it".formatted(file()));
  }

  @Test
  void aFileThatIsRemovedOrReplaced() throws Exception {
    try (Database database = Database.open(sqlite(), StoreLogin.NONE)) {
      record(database);
      Files.delete(file());
      fails(
          () -> record(database),
          "the store %s was removed while Drift ran; restore it, or start Drift again to begin a new one"
              .formatted(file()));
      assertThat(file()).doesNotExist();
      Files.createFile(file());
      fails(
          () -> record(database),
          "the store %s was replaced while Drift ran; start Drift again to use the new file"
              .formatted(file()));
    }
  }

  @Test
  void aFileOfSomethingElse() throws Exception {
    Files.writeString(file(), "apiVersion: drift.dev/v1\n".repeat(200));
    fails(
        () -> Database.open(sqlite(), StoreLogin.NONE),
        "the store %s is not a SQLite database; check --store".formatted(file()));
  }

  @Test
  void aFileThatIsDamaged() throws Exception {
    try (Database database = Database.open(sqlite(), StoreLogin.NONE)) {
      record(database);
    }
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      for (long at = 4096; at < channel.size(); at += 4096) {
        channel.write(ByteBuffer.wrap("damaged".repeat(100).getBytes(US_ASCII)), at);
      }
    }
    fails(
        () -> {
          try (Database database = Database.open(sqlite(), StoreLogin.NONE)) {
            record(database);
          }
        },
        "the store %s is damaged; restore a backup, or move it away to begin a new one"
            .formatted(file()));
  }

  @Test
  void aDiskThatIsFull() {
    try (Database database = Database.open(sqlite(), StoreLogin.NONE)) {
      fails(
          () ->
              database.write(
                  handle -> {
                    // SQLite reports a full disk when a file would exceed this.
                    handle.execute("PRAGMA max_page_count = 40");
                    return handle.execute(
                        "INSERT INTO targets VALUES ('t', '', '', '', '', hex(zeroblob(400000)),"
                            + " 0, 0, NULL)");
                  }),
          "the store %s could not grow: its disk is full; make room".formatted(file()));
      assertThat(new RunQueries(database).targets()).isEmpty();
    }
  }

  @Test
  void aFolder() {
    fails(
        () -> Database.open(new StoreUrl.Sqlite(folder), StoreLogin.NONE),
        "the store %s is a folder; name a file in it".formatted(folder));
  }

  @Test
  void aFolderThatCannotBeMade() throws Exception {
    Files.writeString(file(), "a file");
    fails(
        () -> Database.open(new StoreUrl.Sqlite(file().resolve("drift.db")), StoreLogin.NONE),
        "the store %s cannot be made: %s is not a folder"
            .formatted(file().resolve("drift.db"), file()));
  }

  @Test
  void aFolderThatMayNotBeWritten() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write into every folder");
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
    fails(
        () -> Database.open(new StoreUrl.Sqlite(locked.resolve("drift.db")), StoreLogin.NONE),
        "the store %s cannot be made: permission denied; check --store and the permissions of its folder"
            .formatted(locked.resolve("drift.db")));
  }

  @ParameterizedTest
  @EnumSource
  void aStoreOfANewerDrift(Stores engine, Postgres postgres) {
    StoreUrl url = engine.fresh(folder, postgres);
    try (Database database = Database.open(url, Stores.login(postgres))) {
      var _ =
          database.write(
              handle ->
                  handle.execute(
                      "INSERT INTO flyway_schema_history (installed_rank, version, description,"
                          + " type, script, installed_by, execution_time, success) VALUES (99,"
                          + " '99', 'later', 'SQL', 'V99__later.sql', 'drift', 1, "
                          + (engine == Stores.SQLITE ? "1)" : "true)")));
    }
    fails(
        () -> Database.open(url, Stores.login(postgres)),
        "a newer Drift wrote the store %s (version 99 of its tables; this Drift knows %d); run that Drift, or use another store"
            .formatted(
                url,
                engine == Stores.SQLITE
                    ? Migrations.SQLITE.version()
                    : Migrations.POSTGRESQL.version()));
  }

  @Test
  void aWrongPassword(Postgres postgres) {
    StoreUrl url = StoreUrl.parse(postgres.newDatabase(), folder);
    fails(
        () ->
            Database.open(
                url, new StoreLogin(Optional.of(postgres.user()), Optional.of("wrong-password"))),
        "the store %s refused the login; set PGUSER and PGPASSWORD, or store.user and store.password in drift.yaml"
            .formatted(url));
  }

  @Test
  void aDatabaseThatIsNotThere(Postgres postgres) {
    StoreUrl url =
        StoreUrl.parse("jdbc:postgresql://127.0.0.1:%d/none".formatted(postgres.port()), folder);
    fails(
        () -> Database.open(url, Stores.login(postgres)),
        "the store %s: the server has no such database; create it, or correct the URL"
            .formatted(url));
  }

  @Test
  void aUserThatMayNotMakeTables(Postgres postgres) {
    String address = postgres.newDatabase();
    postgres.psql(address, "CREATE ROLE reader LOGIN PASSWORD 'reader-password'");
    StoreUrl url = StoreUrl.parse(address, folder);
    fails(
        () ->
            Database.open(
                url, new StoreLogin(Optional.of("reader"), Optional.of("reader-password"))),
        "the store %s: the user may not do that; it must own the schema drift, or may create it in the database"
            .formatted(url));
  }

  @Test
  void aServerThatStopsInTheMiddle() {
    try (Postgres postgres = Postgres.start()) {
      StoreUrl url = StoreUrl.parse(postgres.newDatabase(), folder);
      try (Database database = Database.open(url, Stores.login(postgres))) {
        String gone =
            "the store %s could not be reached, or its server stopped; check the URL and the server"
                .formatted(url);
        fails(
            () ->
                database.write(
                    handle -> {
                      handle.execute(
                          "INSERT INTO targets VALUES ('t', '', '', '', '', '', 0, 0, NULL)");
                      postgres.stop();
                      return handle.execute("DELETE FROM runs");
                    }),
            gone);
        fails(() -> record(database), gone);
        postgres.restart();
        assertThat(new RunQueries(database).targets()).isEmpty();
        assertThat(record(database).opened()).isEqualTo(1);
      }
    }
  }

  @Test
  void noUrlOfCredentials() {
    for (String url :
        new String[] {
          "jdbc:postgresql://db/drift?user=a&password=tiger-secret",
          "jdbc:postgresql://db/drift?PASSWORD=tiger-secret",
          "jdbc:postgresql://db/drift?sslpassword=tiger-secret",
          "jdbc:postgresql://db/drift?%70assword=tiger-secret",
          "jdbc:postgresql://drift:tiger-secret@db/drift",
        }) {
      assertThatThrownBy(() -> StoreUrl.parse(url, folder))
          .isInstanceOf(DriftException.class)
          .hasMessageContaining("PGPASSWORD")
          .hasMessageNotContaining("tiger");
    }
    assertThat(StoreUrl.parse("jdbc:postgresql://db/drift?sslmode=verify-full", folder))
        .hasToString("jdbc:postgresql://db/drift");
  }

  @Test
  void urlsThatAreNone() {
    for (String url :
        new String[] {
          "", "postgres://db/drift", "jdbc:mysql://db/drift", "jdbc:postgresql://db", "s3://bucket"
        }) {
      assertThatThrownBy(() -> StoreUrl.parse(url, folder))
          .isInstanceOf(DriftException.class)
          .hasMessageContaining("jdbc:postgresql://HOST/DATABASE");
    }
  }
}
