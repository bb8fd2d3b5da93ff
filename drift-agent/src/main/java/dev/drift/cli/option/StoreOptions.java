package dev.drift.cli.option;

import dev.drift.model.DriftException;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.policy.action.DurationText;
import dev.drift.store.StoreUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where runs are recorded.
public final class StoreOptions {
  private static final Duration SHORTEST = Duration.ofDays(1);

  private @Nullable String store;
  private @Nullable Path config;
  private @Nullable Duration keep;

  /// For a command that records.
  public void addTo(CommandSpec spec) {
    addStore(spec, "Record the run in this database");
  }

  /// For a command that only asks.
  public void addQueryTo(CommandSpec spec) {
    addStore(spec, "Database in which drift check recorded its runs");
    spec.addOption(
        Specs.option(Path.class, it -> config = it, "--config")
            .paramLabel("FILE")
            .description("The agent's own drift.yaml, whose key store names the database.")
            .build());
  }

  private void addStore(CommandSpec spec, String what) {
    spec.addOption(
        Specs.option(String.class, it -> store = it, "--store")
            .paramLabel("FILE|URL")
            .description(
                what
                    + ": a file for SQLite, or a JDBC URL for PostgreSQL, with PGUSER and PGPASSWORD in"
                    + " the environment; see docs/record.md. Default: store in --config.")
            .build());
  }

  public void addKeepTo(CommandSpec spec) {
    spec.addOption(
        Specs.parsed(Duration.class, it -> keep = it, StoreOptions::keep, "--keep")
            .paramLabel("DURATION")
            .description(
                "How long the store keeps findings after their end, such as 90d. Default:"
                    + " store.retention in --config, else 400d.")
            .build());
  }

  private static Duration keep(String text) {
    Duration keep = DurationText.parse(text);
    if (keep.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("is shorter than a day");
    }
    return keep;
  }

  /// Finds out before a run what would fail after it.
  public void check(CommandLine command) {
    try {
      if (store != null) {
        var _ = StoreUrl.parse(store, Path.of(""));
      }
    } catch (DriftException e) {
      // Does not quote the option, which may hold a password.
      throw new ParameterException(command, "--store: " + e.problems().getFirst().message());
    }
  }

  /// @param other configuration of the command
  public StoreRequest request(Optional<Path> other) {
    return new StoreRequest(
        Optional.ofNullable(store),
        Optional.ofNullable(config).or(() -> other),
        Optional.ofNullable(keep));
  }

  /// The check with the store that it may have: what the configuration holds is not known yet.
  public CheckRequest kept(CheckRequest check) {
    return store == null && check.config().isEmpty() ? check : check.with(request(check.config()));
  }
}
