package dev.drift.model.kind;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A kind that the cluster serves at one version, from discovery.
///
/// @param apiVersion such as `apps/v1`
/// @param plural the resource name in URLs, such as `deployments`
/// @param aliases the singular and the short names, such as `deployment` and `deploy`; empty if a
///     snapshot does not have them
public record ApiKind(
    String apiVersion, String kind, String plural, boolean namespaced, List<String> aliases) {
  public ApiKind {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(plural, "plural is null");
    aliases = List.copyOf(aliases);
  }

  public ApiKind(String apiVersion, String kind, String plural, boolean namespaced) {
    this(apiVersion, kind, plural, namespaced, List.of());
  }

  public GroupKind groupKind() {
    return GroupKind.of(apiVersion, kind);
  }
}
