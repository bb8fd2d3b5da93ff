package dev.drift.forge;

import dev.drift.config.ForgeConfig;
import dev.drift.files.FileErrors;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The token of a forge. Read for each run, because a mounted Secret changes.
final class ForgeToken {
  private static final int LONGEST = 4096;

  private ForgeToken() {}

  /// Empty if none is configured.
  ///
  /// @param folder that a relative file is counted from
  /// @throws DriftException if it is configured and cannot be used; the message does not repeat it
  static Optional<String> read(ForgeConfig config, Path folder, Map<String, String> environment) {
    if (config.tokenFile().isPresent()) {
      return Optional.of(file(folder.resolve(config.tokenFile().get())));
    }
    return config
        .tokenEnv()
        .map(
            name ->
                checked(environment.getOrDefault(name, ""), "The environment variable " + name));
  }

  private static String file(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw problem("The token file %s is too large to hold a token.".formatted(file));
      }
      return checked(Files.readString(file, StandardCharsets.UTF_8), "The token file " + file);
    } catch (IOException e) {
      throw problem("The token file %s cannot be read: %s.".formatted(file, FileErrors.why(e)));
    }
  }

  private static String checked(String text, String where) {
    String token = text.strip();
    if (token.isEmpty()) {
      throw problem(where + " holds no token.");
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw problem(where + " holds characters that no token has.");
    }
    return token;
  }

  private static DriftException problem(String sentence) {
    return new DriftException(Problem.of(Problem.Code.INVALID_CONFIG, sentence));
  }
}
