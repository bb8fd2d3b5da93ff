package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.model.MaskLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What one snapshot records.
///
/// @param out the file to write
/// @param git whose kinds are recorded beside the tracked ones; empty for only the tracked ones
/// @param namespaces empty for all
/// @param defaultNamespace of manifests that name none
/// @param keyFile holds the key that masks secrets; empty for a random one, under which no later
///     check can compare them
/// @param mask how much of the objects is recorded
public record SnapshotRequest(
    LiveRequest.FromCluster cluster,
    Path out,
    Optional<GitRequest> git,
    List<String> namespaces,
    String defaultNamespace,
    Optional<Path> keyFile,
    MaskLevel mask) {
  public SnapshotRequest {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(out, "out is null");
    requireNonNull(git, "git is null");
    namespaces = List.copyOf(namespaces);
    requireNonNull(defaultNamespace, "defaultNamespace is null");
    requireNonNull(keyFile, "keyFile is null");
    requireNonNull(mask, "mask is null");
  }

  /// At the default level.
  public SnapshotRequest(
      LiveRequest.FromCluster cluster,
      Path out,
      Optional<GitRequest> git,
      List<String> namespaces,
      String defaultNamespace,
      Optional<Path> keyFile) {
    this(cluster, out, git, namespaces, defaultNamespace, keyFile, MaskLevel.DEFAULT);
  }
}
