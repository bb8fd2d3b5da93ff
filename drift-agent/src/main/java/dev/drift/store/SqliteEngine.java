package dev.drift.store;

import com.zaxxer.hikari.HikariConfig;
import dev.drift.files.FileErrors;
import dev.drift.files.OwnerOnly;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// A file of SQLite, in WAL mode: who reads does not wait for who writes.
final class SqliteEngine implements Engine {
  /// How long a process waits for one that writes.
  private static final int PATIENCE_MILLIS = 10_000;

  private static final int LOOK_MILLIS = 20;

  /// Two threads of one process cannot have one lock of a file.
  private static final ReentrantLock MIGRATING = new ReentrantLock();

  private final StoreUrl.Sqlite url;
  private final Path file;

  /// Of the file that was opened; null before, and on file systems that know none.
  private volatile @Nullable Object identity;

  SqliteEngine(StoreUrl.Sqlite url) {
    this.url = url;
    this.file = url.path();
  }

  @Override
  public StoreUrl url() {
    return url;
  }

  @Override
  public void prepare() {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        OwnerOnly.createDirectories(folder);
      }
      if (!Files.exists(file)) {
        OwnerOnly.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw failed(
            "the store %s cannot be made: %s is not a folder".formatted(file, e.getFile()));
      }
      // Another process made it first.
    } catch (IOException e) {
      throw failed(
          "the store %s cannot be made: %s; check --store and the permissions of its folder"
              .formatted(file, FileErrors.why(e)));
    }
  }

  @Override
  public void configure(HikariConfig pool) {
    SQLiteConfig config = new SQLiteConfig();
    // Without CREATE: a file that was removed is not made again, empty.
    config.setOpenMode(SQLiteOpenMode.READWRITE);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(PATIENCE_MILLIS);
    // A transaction that begins by reading could not go on to write while another one writes.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    pool.setDataSource(source);
    pool.setConnectionTimeout(PATIENCE_MILLIS + 5_000L);
  }

  @Override
  public Migrations migrations() {
    return Migrations.SQLITE;
  }

  @Override
  public FluentConfiguration flyway(FluentConfiguration configuration) {
    return configuration;
  }

  /// Flyway has no lock of its own for SQLite. The mode of the journal is kept in the file.
  @Override
  public void migrate(DataSource source, Runnable apply) {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    MIGRATING.lock();
    try {
      try {
        OwnerOnly.createFile(lockFile);
      } catch (FileAlreadyExistsException _) {
        // It stays from one migration to the next.
      }
      try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        writeAhead(source);
        apply.run();
      }
    } catch (IOException e) {
      throw failed(
          "the store %s cannot be brought to this version of Drift: %s: %s"
              .formatted(file, lockFile, FileErrors.why(e)));
    } finally {
      MIGRATING.unlock();
    }
  }

  /// SQLite does not wait for others when the mode of the journal changes: it needs the file alone,
  /// and fails at once (https://www.sqlite.org/wal.html).
  private static void writeAhead(DataSource source) {
    long began = System.nanoTime();
    while (true) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException e) {
        boolean isBusy =
            e instanceof SQLiteException busy
                && busy.getResultCode() == SQLiteErrorCode.SQLITE_BUSY;
        if (!isBusy || System.nanoTime() - began > PATIENCE_MILLIS * 1_000_000L) {
          throw new IllegalStateException("the mode of the journal cannot be set", e);
        }
      }
      LockSupport.parkNanos(LOOK_MILLIS * 1_000_000L);
    }
  }

  @Override
  public boolean hasTable(Handle handle, String table) {
    return handle
        .createQuery("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :table")
        .bind("table", table)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  @Override
  public void check() {
    Object now;
    try {
      if (Files.isDirectory(file)) {
        throw failed("the store %s is a folder; name a file in it".formatted(file));
      }
      now = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw failed(
          identity == null
              ? "the store %s cannot be opened: %s; drift check --store writes it"
                  .formatted(file, FileErrors.why(e))
              : "the store %s was removed while Drift ran; restore it, or start Drift again to begin a new one"
                  .formatted(file));
    }
    if (identity == null) {
      identity = now;
    } else if (!Objects.equals(identity, now)) {
      throw failed(
          "the store %s was replaced while Drift ran; start Drift again to use the new file"
              .formatted(file));
    }
  }

  /// Waits for nobody who writes.
  @Override
  public <T> T read(Handle handle, Function<Handle, T> work) {
    mode(handle, SQLiteConfig.TransactionMode.DEFERRED);
    try {
      return handle.inTransaction(work::apply);
    } finally {
      mode(handle, SQLiteConfig.TransactionMode.IMMEDIATE);
    }
  }

  private static void mode(Handle handle, SQLiteConfig.TransactionMode mode) {
    try {
      handle
          .getConnection()
          .unwrap(SQLiteConnection.class)
          .getConnectionConfig()
          .setTransactionMode(mode);
    } catch (SQLException e) {
      throw new IllegalStateException("not a connection of SQLite", e);
    }
  }

  @Override
  public String sentence(Throwable failure) {
    Optional<SQLiteErrorCode> code =
        Causes.of(failure, SQLiteException.class).map(SQLiteException::getResultCode);
    if (code.isEmpty()) {
      return "the store %s failed (%s)".formatted(file, Causes.root(failure));
    }
    // Extended codes begin with the name of the plain one.
    String name = code.get().name();
    if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
      return "the store %s is locked: another process has been writing for %d seconds; wait for it, or end it"
          .formatted(file, PATIENCE_MILLIS / 1000);
    }
    if (name.startsWith("SQLITE_FULL")) {
      return "the store %s could not grow: its disk is full; make room".formatted(file);
    }
    if (name.startsWith("SQLITE_CORRUPT")) {
      return "the store %s is damaged; restore a backup, or move it away to begin a new one"
          .formatted(file);
    }
    if (name.startsWith("SQLITE_NOTADB")) {
      return "the store %s is not a SQLite database; check --store".formatted(file);
    }
    if (name.startsWith("SQLITE_READONLY") || name.startsWith("SQLITE_PERM")) {
      return "the store %s cannot be written; check the permissions of the file and its folder"
          .formatted(file);
    }
    if (name.startsWith("SQLITE_CANTOPEN")) {
      return "the store %s cannot be opened; check that it is there, and the permissions of the file and its folder"
          .formatted(file);
    }
    if (name.startsWith("SQLITE_IOERR")) {
      return "the store %s could not be read or written: its disk returned an error (%s)"
          .formatted(file, name);
    }
    return "the store %s failed (%s)".formatted(file, name);
  }

  private static DriftException failed(String sentence) {
    return new DriftException(Problem.of(Problem.Code.STORE_FAILED, sentence));
  }
}
