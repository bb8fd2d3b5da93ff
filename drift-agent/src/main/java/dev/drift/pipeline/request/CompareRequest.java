package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which two clusters are compared.
///
/// @param expected whose objects the other should have
/// @param judged of which the report is
/// @param mapping what must differ; empty for nothing
/// @param namespaces of the expected cluster; empty for all
public record CompareRequest(
    LiveRequest expected,
    LiveRequest judged,
    Optional<Path> mapping,
    List<String> namespaces,
    MaskRequest mask,
    PolicyRequest policies) {
  public CompareRequest {
    requireNonNull(expected, "expected is null");
    requireNonNull(judged, "judged is null");
    requireNonNull(mapping, "mapping is null");
    namespaces = List.copyOf(namespaces);
    requireNonNull(mask, "mask is null");
    requireNonNull(policies, "policies is null");
  }
}
