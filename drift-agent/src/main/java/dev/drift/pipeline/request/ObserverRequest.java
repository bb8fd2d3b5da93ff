package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is asked besides Git and the cluster.
///
/// @param requestLog of the API server: who changed what; empty for none
/// @param scans files in which scanners wrote the vulnerabilities of images
/// @param dryRun whether the API server may be asked what it would store
public record ObserverRequest(Optional<Path> requestLog, List<Path> scans, boolean dryRun) {
  public static final ObserverRequest NONE =
      new ObserverRequest(Optional.empty(), List.of(), false);

  public ObserverRequest {
    requireNonNull(requestLog, "requestLog is null");
    scans = List.copyOf(scans);
  }
}
