package dev.drift.store;

import com.zaxxer.hikari.HikariConfig;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;

/// What differs between the databases that can be a store.
interface Engine {
  /// Where it is, for messages.
  StoreUrl url();

  /// Makes what has to be there before the first connection, such as a file.
  ///
  /// @throws dev.drift.model.DriftException if it cannot be made
  void prepare();

  /// Sets what connections are made with.
  void configure(HikariConfig pool);

  /// The tables that it has.
  Migrations migrations();

  /// Sets what Flyway has to know of it.
  FluentConfiguration flyway(FluentConfiguration configuration);

  /// Applies migrations; never two processes at once.
  ///
  /// @param source of connections to it
  /// @param apply asks again what is missing
  void migrate(DataSource source, Runnable apply);

  /// Whether the table is there, where Drift's are.
  boolean hasTable(Handle handle, String table);

  /// Before each use: whether the store is still the one that was opened.
  ///
  /// @throws dev.drift.model.DriftException if it was removed or replaced
  void check();

  /// Runs what only reads in a transaction that sees one state of the store.
  <T> T read(Handle handle, Function<Handle, T> work);

  /// What went wrong and what to do: the sentence of a problem, without values.
  String sentence(Throwable failure);
}
