package dev.drift.forge;

import static java.util.Objects.requireNonNull;

import dev.drift.config.ForgeConfig;
import dev.drift.config.SecretReference;
import dev.drift.files.SecretLookup;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.net.http.Patience;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How a forge is reached. Prints no token.
public final class Forge {
  private final String token;
  private final Map<String, String> environment;
  private final Patience.Waits waits;
  private final InstantSource clock;

  private Forge(
      String token, Map<String, String> environment, Patience.Waits waits, InstantSource clock) {
    this.token = token;
    this.environment = environment;
    this.waits = requireNonNull(waits, "waits is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// Empty if no token is configured.
  ///
  /// @param folder that a relative token file is counted from
  /// @param environment where tokens and proxies are looked up
  /// @throws DriftException if the token is configured and cannot be used
  public static Optional<Forge> of(
      ForgeConfig config,
      Path folder,
      Map<String, String> environment,
      Patience.Waits waits,
      InstantSource clock) {
    return config
        .token()
        .map(token -> new Forge(token(token, folder, environment), environment, waits, clock));
  }

  private static String token(
      SecretReference reference, Path folder, Map<String, String> environment) {
    try {
      return new SecretLookup(folder, environment).secret(reference);
    } catch (IllegalArgumentException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.INVALID_CONFIG,
              "The token of the forge cannot be used: %s.".formatted(e.getMessage())));
    }
  }

  /// @param headers of a token
  /// @throws DriftException if the proxy cannot be used
  public ForgeClient client(ForgeProject project, Function<String, Map<String, String>> headers) {
    try {
      return new ForgeClient(project.api(), headers.apply(token), token, environment, waits, clock);
    } catch (IllegalArgumentException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "%s cannot be reached through its proxy: %s; correct HTTPS_PROXY."
                  .formatted(project.web().getHost(), e.getMessage())));
    }
  }
}
