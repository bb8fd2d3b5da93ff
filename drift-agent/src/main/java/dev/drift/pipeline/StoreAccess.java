package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.config.Config;
import dev.drift.config.SecretReference;
import dev.drift.config.StoreConfig;
import dev.drift.files.SecretLookup;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.store.Database;
import dev.drift.store.Retention;
import dev.drift.store.StoreLogin;
import dev.drift.store.StoreUrl;
import dev.drift.store.schedule.ScheduleConnections;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A store that flags or the configuration name, not yet open.
public final class StoreAccess {
  private final StoreUrl url;
  private final StoreLogin login;
  private final Retention retention;

  private StoreAccess(StoreUrl url, StoreLogin login, Retention retention) {
    this.url = requireNonNull(url, "url is null");
    this.login = requireNonNull(login, "login is null");
    this.retention = requireNonNull(retention, "retention is null");
  }

  /// @param environment with PGUSER and PGPASSWORD, unless the configuration has them
  /// @return empty if neither flags nor the configuration name one
  /// @throws DriftException if the configuration, the URL or a file with a password is wrong
  public static Optional<StoreAccess> of(StoreRequest request, Map<String, String> environment) {
    Optional<StoreConfig> config =
        request.config().map(ConfigFiles::read).orElse(Config.EMPTY).store();
    Optional<String> text = request.url().or(() -> config.map(StoreConfig::url));
    return text.map(
        it ->
            new StoreAccess(
                StoreUrl.parse(it, Path.of("")),
                // What belongs to the store of the configuration is not sent to another one.
                (request.url().isPresent() ? Optional.<StoreConfig>empty() : config)
                    .map(store -> login(store, environment))
                    .orElse(StoreLogin.NONE)
                    .or(StoreLogin.of(environment)),
                request
                    .keep()
                    .or(() -> config.flatMap(StoreConfig::retention))
                    .map(Retention::of)
                    .orElse(Retention.DEFAULT)));
  }

  private static StoreLogin login(StoreConfig store, Map<String, String> environment) {
    return new StoreLogin(store.user(), store.password().map(it -> password(it, environment)));
  }

  private static String password(SecretReference secret, Map<String, String> environment) {
    try {
      return new SecretLookup(Path.of(""), environment).secret(secret);
    } catch (IllegalArgumentException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.STORE_FAILED,
              "the password of the store could not be read: " + e.getMessage()),
          e);
    }
  }

  /// Makes it if it is not there.
  ///
  /// @throws DriftException if it cannot be used
  public Database open() {
    return Database.open(url, login);
  }

  /// For who only asks.
  ///
  /// @throws DriftException if it is not there, or cannot be used
  public Database openExisting() {
    return Database.openExisting(url, login);
  }

  /// Connections of a schedule that several agents share.
  ///
  /// @param threads how many use it at once
  /// @throws DriftException if the store is a file, or cannot be used
  public ScheduleConnections schedule(int threads) {
    return switch (url) {
      case StoreUrl.Postgres server -> Database.schedule(server, login, threads);
      case StoreUrl.Sqlite file ->
          throw new DriftException(
              Problem.of(
                  Problem.Code.USAGE,
                  "a fleet shares a PostgreSQL store, and %s is a file; pass --store"
                          .formatted(file)
                      + " jdbc:postgresql://HOST/DATABASE"));
    };
  }

  public Retention retention() {
    return retention;
  }

  public StoreUrl url() {
    return url;
  }
}
