package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.model.scope.Scope;
import java.util.List;
import java.util.Optional;

/// Where desired state is to be read.
///
/// @param sources besides those of the configuration
/// @param scope what every source claims to describe, whatever files say; empty for what they say
/// @param defaultNamespace of manifests that name none
public record DesiredRequest(
    List<GitRequest> sources, Optional<Scope> scope, String defaultNamespace) {
  public DesiredRequest {
    sources = List.copyOf(sources);
    requireNonNull(scope, "scope is null");
    requireNonNull(defaultNamespace, "defaultNamespace is null");
  }
}
