package dev.drift.kubernetes.read;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.ApiKind;
import java.util.Optional;

/// A LIST that was made: a watch goes on from there.
///
/// @param namespace empty for all
/// @param resourceVersion of the LIST
public record ListedKind(ApiKind kind, Optional<String> namespace, String resourceVersion) {
  public ListedKind {
    requireNonNull(kind, "kind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(resourceVersion, "resourceVersion is null");
  }
}
