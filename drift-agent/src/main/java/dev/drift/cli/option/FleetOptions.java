package dev.drift.cli.option;

import dev.drift.pipeline.request.StoreRequest;
import dev.drift.serve.ServeRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Whether the daemon shares its targets with other agents.
public final class FleetOptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final int MOST = 64;

  private @Nullable String fleet;
  private int parallel = 4;

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(String.class, it -> fleet = it, "--fleet")
            .paramLabel("NAME")
            .description(
                "Share the targets with all agents of this fleet: each full check is made by one of"
                    + " them. Needs a PostgreSQL store. Nothing is watched.")
            .build());
    spec.addOption(
        Specs.option(Integer.class, it -> parallel = it, "--parallel")
            .paramLabel("NUMBER")
            .defaultValue("4")
            .description(
                "With --fleet, make at most this many checks at once. Default: ${DEFAULT-VALUE}.")
            .build());
  }

  public boolean isGiven() {
    return fleet != null;
  }

  /// @param environment of the process: the name of a Pod is its host name
  /// @throws ParameterException if the name or the number is not valid
  public Optional<ServeRequest.Fleet> fleet(
      CommandLine command, StoreRequest store, Map<String, String> environment) {
    String name = fleet;
    if (name == null) {
      return Optional.empty();
    }
    if (!NAME.matcher(name).matches()) {
      throw new ParameterException(
          command,
          "--fleet must start with a letter or digit and hold only letters, digits, '.', '_' and"
              + " '-', at most 63");
    }
    if (parallel < 1 || parallel > MOST) {
      throw new ParameterException(
          command, "--parallel must be a number from 1 to %d".formatted(MOST));
    }
    String agent = environment.getOrDefault("HOSTNAME", "drift") + "_" + UUID.randomUUID();
    return Optional.of(new ServeRequest.Fleet(name, agent, parallel, store));
  }
}
