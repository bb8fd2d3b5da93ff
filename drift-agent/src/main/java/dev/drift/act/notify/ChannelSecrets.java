package dev.drift.act.notify;

import dev.drift.config.SecretReference;
import dev.drift.files.FileErrors;
import dev.drift.files.LimitedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Reads the secrets of channels, when they are needed: a mounted Secret may change while Drift
/// runs.
final class ChannelSecrets {
  private static final int LARGEST = 64 * 1024;

  private final Map<String, String> environment;

  ChannelSecrets(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// @throws IllegalArgumentException if it cannot be read; the message is the second half of a
  ///     sentence without the secret
  String secret(SecretReference reference) {
    return switch (reference) {
      case SecretReference.Variable(String variable) ->
          line(
              Optional.ofNullable(environment.get(variable))
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "the environment variable %s is not set".formatted(variable))),
              "the environment variable " + variable);
      case SecretReference.File(String path) -> line(file(path), path);
    };
  }

  /// A PEM file.
  Optional<String> authorities(Optional<String> path) {
    return path.map(ChannelSecrets::file);
  }

  private static String file(String path) {
    try (var in = new LimitedStream(Files.newInputStream(Path.of(path)), LARGEST)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s could not be read: %s".formatted(path, FileErrors.why(e)));
    } catch (InvalidPathException _) {
      throw new IllegalArgumentException("%s is not a path".formatted(path));
    }
  }

  /// Files usually end with a line break, which is no part of the secret.
  private static String line(String content, String where) {
    String secret = content.strip();
    if (secret.isEmpty() || secret.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new IllegalArgumentException(
          "%s must hold one line of printable ASCII characters".formatted(where));
    }
    return secret;
  }
}
