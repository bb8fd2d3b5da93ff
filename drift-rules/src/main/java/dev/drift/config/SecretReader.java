package dev.drift.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads where secrets are kept. A secret that stands in the file is a problem, and not quoted.
final class SecretReader {
  private static final KnownKeys KEYS =
      new KnownKeys(
          "a secret",
          List.of("file", "env"),
          Map.of(
              "value",
              "a secret must not stand in this file; keep it in a file or an environment variable"),
          Map.of("path", "file", "variable", "env", "environment", "env"));

  /// <https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html>
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SecretReader() {}

  static Optional<SecretReference> required(Mapping owner, String key, String meaning) {
    if (!owner.has(key)) {
      owner.problem(
          "%s is missing: add %s: {file: …} or {env: …} with %s".formatted(key, key, meaning));
      return Optional.empty();
    }
    return optional(owner, key);
  }

  /// Empty if there is none, or there is a problem with it.
  static Optional<SecretReference> optional(Mapping owner, String key) {
    if (owner.isText(key)) {
      owner.problem(
          key,
          "a secret must not stand in this file; write %s: {file: PATH} or {env: VARIABLE}"
              .formatted(key));
      return Optional.empty();
    }
    return owner.mapping(key).flatMap(secret -> reference(secret, key));
  }

  private static Optional<SecretReference> reference(Mapping secret, String key) {
    secret.check(KEYS);
    if (secret.has("file") == secret.has("env")) {
      secret.problem("%s needs either file or env".formatted(key));
      return Optional.empty();
    }
    if (secret.has("file")) {
      Optional<String> file = secret.text("file");
      if (file.filter(String::isBlank).isPresent()) {
        secret.problem("file", "file must be the path of a file");
      }
      return file.filter(it -> !it.isBlank()).map(SecretReference.File::new);
    }
    Optional<String> variable = secret.text("env");
    if (variable.isPresent() && !VARIABLE.matcher(variable.get()).matches()) {
      secret.problem("env", "env must be the name of an environment variable");
      return Optional.empty();
    }
    return variable.map(SecretReference.Variable::new);
  }
}
