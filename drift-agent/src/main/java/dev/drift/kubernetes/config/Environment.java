package dev.drift.kubernetes.config;

import static java.util.Objects.requireNonNull;

import dev.drift.net.ProxySettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What a connection to a cluster takes from the surroundings of the process.
///
/// @param home contains `.kube/config`
/// @param serviceAccount the folder that a kubelet mounts into pods
/// @param terminal whether a person can answer what a credential plugin asks
/// @param clock tells when tokens expire
public record Environment(
    Map<String, String> variables,
    Path home,
    Path serviceAccount,
    boolean terminal,
    InstantSource clock) {
  public Environment {
    variables = Map.copyOf(variables);
    requireNonNull(home, "home is null");
    requireNonNull(serviceAccount, "serviceAccount is null");
    requireNonNull(clock, "clock is null");
  }

  /// The usual folders.
  public static Environment of(
      Map<String, String> variables, boolean terminal, InstantSource clock) {
    return new Environment(
        variables,
        Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "."))),
        Path.of("/var/run/secrets/kubernetes.io/serviceaccount"),
        terminal,
        clock);
  }

  ProxySettings proxies() {
    return new ProxySettings(variables);
  }

  /// Empty if it is not set or blank.
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /// Never prints the variables, which hold credentials.
  @Override
  public String toString() {
    return "Environment";
  }
}
