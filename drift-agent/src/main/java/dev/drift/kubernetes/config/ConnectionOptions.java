package dev.drift.kubernetes.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/// Which cluster the user named.
///
/// @param kubeconfig else `KUBECONFIG`, else `~/.kube/config`, else the service account of the pod
/// @param context else the current context of the kubeconfig
public record ConnectionOptions(Optional<Path> kubeconfig, Optional<String> context) {
  public ConnectionOptions {
    requireNonNull(kubeconfig, "kubeconfig is null");
    requireNonNull(context, "context is null");
  }

  /// As kubectl without flags.
  public static ConnectionOptions defaults() {
    return new ConnectionOptions(Optional.empty(), Optional.empty());
  }
}
