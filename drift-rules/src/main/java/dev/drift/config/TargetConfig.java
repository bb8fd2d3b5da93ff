package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// One target of the agent's `drift.yaml`: a cluster, and the sources that describe it.
///
/// @param name unique in the file
/// @param kubeconfig relative to the file; empty for the usual places
/// @param context of the kubeconfig; empty for its current one
/// @param namespaces filter both sides; empty for all
/// @param sources in the order of the file; their names are unique within the target
public record TargetConfig(
    String name,
    Optional<String> kubeconfig,
    Optional<String> context,
    List<String> namespaces,
    List<SourceConfig> sources) {
  public TargetConfig {
    requireNonNull(name, "name is null");
    requireNonNull(kubeconfig, "kubeconfig is null");
    requireNonNull(context, "context is null");
    namespaces = List.copyOf(namespaces);
    sources = List.copyOf(sources);
  }
}
