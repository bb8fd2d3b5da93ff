package dev.drift.owner;

import dev.drift.model.LiveResource;
import java.util.Optional;

/// What an object itself says of the Helm release that it belongs to.
/// https://github.com/helm/helm/blob/main/pkg/action/validate.go
///
/// @param namespace and name are empty if it says only that Helm manages it, as rendered charts do
///     that nobody installed
record HelmMark(String namespace, String name) {
  static Optional<HelmMark> of(LiveResource object) {
    Optional<String> name = Records.annotation(object, "meta.helm.sh/release-name");
    Optional<String> namespace = Records.annotation(object, "meta.helm.sh/release-namespace");
    boolean labelled =
        Records.label(object, "app.kubernetes.io/managed-by").equals(Optional.of("Helm"));
    return name.isPresent() || namespace.isPresent() || labelled
        ? Optional.of(new HelmMark(namespace.orElse(""), name.orElse("")))
        : Optional.empty();
  }

  /// Whether it names a release.
  boolean isComplete() {
    return !namespace.isEmpty() && !name.isEmpty();
  }

  boolean names(HelmRelease release) {
    return release.namespace().equals(namespace) && release.name().equals(name);
  }

  @Override
  public String toString() {
    return isComplete()
        ? "its annotations say that Helm release %s/%s owns it".formatted(namespace, name)
        : "its label says that Helm manages it";
  }
}
