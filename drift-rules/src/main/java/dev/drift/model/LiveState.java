package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The snapshot of a cluster, with its gaps.
///
/// @param takenAt when reading began
/// @param kinds what the cluster serves, each kind at each version
/// @param coverage which kinds were read, and which not and why
/// @param openApi documents of `/openapi/v3` by apiVersion, for kinds that are neither built in nor
///     defined by a CRD of the snapshot
/// @param keyId the key under which secrets are masked; empty if content is plain
/// @param maskLevel how much of the content is masked, where it is
public record LiveState(
    Cluster cluster,
    Instant takenAt,
    List<ApiKind> kinds,
    List<KindCoverage> coverage,
    Resources<LiveResource> resources,
    Map<String, Value.Obj> openApi,
    Optional<String> keyId,
    MaskLevel maskLevel) {
  public LiveState {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(takenAt, "takenAt is null");
    kinds = List.copyOf(kinds);
    coverage = List.copyOf(coverage);
    requireNonNull(resources, "resources is null");
    openApi = Map.copyOf(openApi);
    requireNonNull(keyId, "keyId is null");
    requireNonNull(maskLevel, "maskLevel is null");
  }

  /// Plain, or masked at the default level.
  public LiveState(
      Cluster cluster,
      Instant takenAt,
      List<ApiKind> kinds,
      List<KindCoverage> coverage,
      Resources<LiveResource> resources,
      Map<String, Value.Obj> openApi,
      Optional<String> keyId) {
    this(cluster, takenAt, kinds, coverage, resources, openApi, keyId, MaskLevel.DEFAULT);
  }

  /// The same state with other resources.
  public LiveState with(Resources<LiveResource> others) {
    return new LiveState(cluster, takenAt, kinds, coverage, others, openApi, keyId, maskLevel);
  }

  /// The same state, of which other kinds are known.
  public LiveState covering(List<KindCoverage> others) {
    return new LiveState(cluster, takenAt, kinds, others, resources, openApi, keyId, maskLevel);
  }

  /// The same at a later time, after some objects were added or modified, and others deleted.
  public LiveState later(
      Instant at, Collection<LiveResource> modified, Collection<ResourceId> deleted) {
    return new LiveState(
        cluster, at, kinds, coverage, resources.with(modified, deleted), openApi, keyId, maskLevel);
  }

  /// The same state with what is masked of it, and how.
  public LiveState masked(Resources<LiveResource> others, String underKey, MaskLevel level) {
    return new LiveState(
        cluster, takenAt, kinds, coverage, others, openApi, Optional.of(underKey), level);
  }

  /// How reading this kind ended, if it was tried.
  public Optional<KindCoverage> coverageOf(GroupKind kind) {
    return coverage.stream().filter(c -> c.groupKind().equals(kind)).findFirst();
  }
}
