package dev.drift.config;

import static java.util.Objects.requireNonNull;

/// Where a secret of the configuration is kept. The secret itself never stands in a `drift.yaml`,
/// which people commit, print and mail.
public sealed interface SecretReference {
  /// @param path of a file that holds nothing else
  record File(String path) implements SecretReference {
    public File {
      requireNonNull(path, "path is null");
    }
  }

  /// @param variable of Drift's environment
  record Variable(String variable) implements SecretReference {
    public Variable {
      requireNonNull(variable, "variable is null");
    }
  }
}
