package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What one snapshot records.
///
/// @param out the file to write
/// @param desired whose kinds are recorded beside the tracked ones; empty for only the tracked ones
/// @param namespaces empty for all
public record SnapshotRequest(
    LiveRequest.FromCluster cluster,
    Path out,
    Optional<DesiredRequest> desired,
    List<String> namespaces,
    MaskRequest mask) {
  public SnapshotRequest {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(out, "out is null");
    requireNonNull(desired, "desired is null");
    namespaces = List.copyOf(namespaces);
    requireNonNull(mask, "mask is null");
  }
}
