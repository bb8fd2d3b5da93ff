package dev.drift.cli.option;

import dev.drift.pipeline.request.StoreRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Which store, and which of its targets, a command is about.
public final class StoredTargetOptions {
  private final StoreOptions store = new StoreOptions();
  private final String only;
  private @Nullable String target;

  /// @param only begins the description of `--target`
  public StoredTargetOptions(String only) {
    this.only = only;
  }

  public void addTo(CommandSpec spec) {
    store.addQueryTo(spec);
    spec.addOption(
        Specs.option(String.class, it -> target = it, "--target")
            .paramLabel("TARGET")
            .description(
                only
                    + ": the start of its identity, or the context or address of its cluster."
                    + " Default: all.")
            .build());
  }

  public StoreRequest store() {
    return store.request(Optional.empty());
  }

  public Optional<String> target() {
    return Optional.ofNullable(target);
  }
}
