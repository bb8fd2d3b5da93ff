package dev.drift.cli.option;

import dev.drift.pipeline.request.StoreRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Which audit trails a command is about.
public final class TrailOptions {
  private final StoreOptions store = new StoreOptions();
  private @Nullable String target;

  public void addTo(CommandSpec spec) {
    store.addQueryTo(spec);
    spec.addOption(
        Specs.option(String.class, it -> target = it, "--target")
            .paramLabel("TARGET")
            .description(
                "Only the trail of this target: the start of its identity, or the context or"
                    + " address of its cluster. Default: all.")
            .build());
  }

  public StoreRequest store() {
    return store.request(Optional.empty());
  }

  public Optional<String> target() {
    return Optional.ofNullable(target);
  }
}
