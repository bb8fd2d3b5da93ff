package dev.drift.files;

import static java.util.Objects.requireNonNull;

import dev.drift.config.SecretReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// Reads secrets that the configuration refers to, when they are needed: a mounted Secret may
/// change while Drift runs.
public final class SecretLookup {
  private static final int LARGEST = 64 * 1024;

  private final Path folder;
  private final Map<String, String> environment;

  /// @param folder that relative files are counted from
  public SecretLookup(Path folder, Map<String, String> environment) {
    this.folder = requireNonNull(folder, "folder is null");
    this.environment = Map.copyOf(environment);
  }

  /// @return one line without spaces around it
  /// @throws IllegalArgumentException if it cannot be read; the message is the second half of a
  ///     sentence without the secret
  public String secret(SecretReference reference) {
    return switch (reference) {
      case SecretReference.Variable(String variable) ->
          line(variable(variable), "the environment variable " + variable);
      case SecretReference.File(String path) -> line(file(path), path);
    };
  }

  /// Several lines, such as keys.
  ///
  /// @throws IllegalArgumentException as above
  public String lines(SecretReference reference) {
    return switch (reference) {
      case SecretReference.Variable(String variable) -> variable(variable);
      case SecretReference.File(String path) -> file(path);
    };
  }

  private String variable(String variable) {
    String value = environment.get(variable);
    if (value == null) {
      throw new IllegalArgumentException(
          "the environment variable %s is not set".formatted(variable));
    }
    return value;
  }

  /// A file of several lines, such as a PEM file.
  ///
  /// @throws IllegalArgumentException as above
  public String file(String path) {
    try (var in = new LimitedStream(Files.newInputStream(folder.resolve(path)), LARGEST)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s could not be read: %s".formatted(path, FileErrors.why(e)));
    } catch (InvalidPathException _) {
      throw new IllegalArgumentException("%s is not a path".formatted(path));
    }
  }

  /// Files usually end with a line break, which is not part of the secret.
  private static String line(String content, String where) {
    String secret = content.strip();
    if (secret.isEmpty() || secret.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new IllegalArgumentException(
          "%s must hold one line of printable ASCII characters".formatted(where));
    }
    return secret;
  }
}
