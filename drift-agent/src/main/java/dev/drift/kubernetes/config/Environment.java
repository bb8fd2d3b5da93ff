package dev.drift.kubernetes.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the surroundings of the process say about a cluster.
///
/// @param home contains `.kube/config`
/// @param serviceAccount the folder that a kubelet mounts into pods
public record Environment(Map<String, String> variables, Path home, Path serviceAccount) {
  public Environment {
    variables = Map.copyOf(variables);
    requireNonNull(home, "home is null");
    requireNonNull(serviceAccount, "serviceAccount is null");
  }

  /// Of this process.
  public static Environment ofProcess() {
    Map<String, String> variables = System.getenv();
    return new Environment(
        variables,
        Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "."))),
        Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));
  }

  /// Empty if it is not set or blank.
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
