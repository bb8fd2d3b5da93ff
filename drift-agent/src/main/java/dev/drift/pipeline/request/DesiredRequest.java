package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.config.SourceConfig;
import dev.drift.model.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where desired state is to be read.
///
/// @param sources besides those of the configuration
/// @param scope what every source claims to describe, whatever files say; empty for what they say
/// @param defaultNamespace of manifests that name none
/// @param target of the configuration, whose sources these are; empty if it has only one
/// @param compared which commits of all sources
/// @param sourcesFromCluster whether every source takes the objects of Flux from the cluster
public record DesiredRequest(
    List<GitRequest> sources,
    Optional<Scope> scope,
    String defaultNamespace,
    Optional<String> target,
    GitRequest.Compared compared,
    boolean sourcesFromCluster) {
  /// Of a configuration with one target, or of none.
  public DesiredRequest(List<GitRequest> sources, Optional<Scope> scope, String defaultNamespace) {
    this(sources, scope, defaultNamespace, Optional.empty(), GitRequest.Compared.APPLIED, false);
  }

  public DesiredRequest {
    sources = List.copyOf(sources);
    requireNonNull(scope, "scope is null");
    requireNonNull(defaultNamespace, "defaultNamespace is null");
    requireNonNull(target, "target is null");
    requireNonNull(compared, "compared is null");
  }

  /// The same of one target of the configuration.
  public DesiredRequest of(String name) {
    return new DesiredRequest(
        sources, scope, defaultNamespace, Optional.of(name), compared, sourcesFromCluster);
  }

  /// The same with other commits compared.
  public DesiredRequest comparing(GitRequest.Compared commits) {
    return new DesiredRequest(
        sources, scope, defaultNamespace, target, commits, sourcesFromCluster);
  }

  /// The same with the objects of Flux from the cluster.
  public DesiredRequest fromCluster() {
    return new DesiredRequest(
        sources, scope, defaultNamespace, target, compared, /* sourcesFromCluster= */ true);
  }

  /// All that is read.
  ///
  /// @param configured of the configuration
  public List<GitRequest> and(List<SourceConfig> configured) {
    List<GitRequest> all = new ArrayList<>(sources);
    configured.forEach(it -> all.add(GitRequest.of(it)));
    return all.stream()
        .map(it -> it.comparing(compared))
        .map(it -> sourcesFromCluster ? it.fromCluster() : it)
        .toList();
  }
}
