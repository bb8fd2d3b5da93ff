package dev.drift.store;

import dev.drift.testkit.Postgres;
import java.nio.file.Path;

/// The stores that tests run on: the same suite for each engine.
public enum Stores {
  SQLITE,
  POSTGRESQL;

  /// A new, empty one.
  public StoreUrl fresh(Path folder, Postgres postgres) {
    return StoreUrl.parse(
        this == SQLITE ? folder.resolve("drift.db").toString() : postgres.newDatabase(), folder);
  }

  public static StoreLogin login(Postgres postgres) {
    return new StoreLogin(
        java.util.Optional.of(postgres.user()), java.util.Optional.of(postgres.password()));
  }
}
