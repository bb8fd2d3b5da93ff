package dev.drift.model;

import static java.util.Objects.requireNonNull;

/// A kind that the cluster serves at one version, from discovery.
///
/// @param apiVersion such as `apps/v1`
/// @param plural the resource name in URLs, such as `deployments`
public record ApiKind(String apiVersion, String kind, String plural, boolean namespaced) {
  public ApiKind {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(plural, "plural is null");
  }

  public GroupKind groupKind() {
    return GroupKind.of(apiVersion, kind);
  }
}
