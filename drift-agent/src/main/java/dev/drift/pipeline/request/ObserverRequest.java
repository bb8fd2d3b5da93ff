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
/// @param record the folder of the record of acts; empty for none
public record ObserverRequest(
    Optional<Path> requestLog, List<Path> scans, boolean dryRun, Optional<Path> record) {
  public static final ObserverRequest NONE =
      new ObserverRequest(Optional.empty(), List.of(), false, Optional.empty());

  public ObserverRequest {
    requireNonNull(requestLog, "requestLog is null");
    scans = List.copyOf(scans);
    requireNonNull(record, "record is null");
  }

  /// The same with a record of acts.
  ObserverRequest with(Path other) {
    return new ObserverRequest(requestLog, scans, dryRun, Optional.of(other));
  }
}
