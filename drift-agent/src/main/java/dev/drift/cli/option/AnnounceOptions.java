package dev.drift.cli.option;

import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Whether findings are announced.
public final class AnnounceOptions {
  private boolean notify;

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(boolean.class, it -> notify = it, "--notify")
            .description(
                "Announce what is new to the channels in --config; see docs/notifications.md."
                    + " Requires --record.")
            .build());
  }

  public boolean isGiven() {
    return notify;
  }

  /// @param record the folder that `--record` names
  /// @return empty if nothing is to be announced
  public Optional<AnnounceRequest> request(
      CommandLine command, CheckRequest check, Optional<Path> record) {
    if (!notify) {
      return Optional.empty();
    }
    if (check.config().isEmpty()) {
      throw new ParameterException(
          command, "--notify announces to the channels of a drift.yaml; pass it with --config");
    }
    if (record.isEmpty()) {
      throw new ParameterException(
          command, "--notify needs a folder that outlives the run; pass it with --record");
    }
    return Optional.of(new AnnounceRequest(check, record.get()));
  }
}
