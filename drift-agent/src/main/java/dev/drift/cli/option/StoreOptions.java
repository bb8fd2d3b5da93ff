package dev.drift.cli.option;

import dev.drift.pipeline.request.StoreRequest;
import dev.drift.store.StoreLogin;
import dev.drift.store.StoreUrl;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where Drift keeps what it records.
public final class StoreOptions {
  private @Nullable String store;

  public void addTo(CommandSpec spec, String description) {
    spec.addOption(
        Specs.option(String.class, it -> store = it, "--store")
            .paramLabel("FILE|URL")
            .description(description)
            .build());
  }

  /// @param environment of the process
  /// @throws dev.drift.model.DriftException if it names no store
  public Optional<StoreRequest> request(Map<String, String> environment) {
    return Optional.ofNullable(store)
        .map(
            it ->
                new StoreRequest(
                    StoreUrl.parse(it, Path.of("")), StoreLogin.of(environment)));
  }
}
