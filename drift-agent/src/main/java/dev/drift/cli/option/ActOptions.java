package dev.drift.cli.option;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// What acting needs to know besides what is compared.
public final class ActOptions {
  private @Nullable String applied;
  private @Nullable Path record;

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(String.class, it -> applied = it, "--applied")
            .paramLabel("REVISION")
            .description(
                "The revision that was deployed last: a branch, tag or commit, or head for the one"
                    + " that is compared. Default: what kubectl, Flux or Argo CD recorded, else the"
                    + " commit at which Drift last saw the object in sync.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> record = it, "--record")
            .paramLabel("DIR")
            .description(
                "Folder in which Drift records what it does and announces, from run to run. Default:"
                    + " $XDG_STATE_HOME/drift, else ~/.local/state/drift.")
            .build());
  }

  /// The folder that `--record` names.
  public Optional<Path> record() {
    return Optional.ofNullable(record);
  }

  public Optional<String> applied() {
    return Optional.ofNullable(applied);
  }

  /// @param environment of the process
  public Path record(Map<String, String> environment) {
    if (record != null) {
      return record;
    }
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    return state.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "."), ".local", "state", "drift")
        : Path.of(state, "drift");
  }
}
