package dev.drift.source.helm;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;

/// One object that helm rendered.
public record HelmObject(Manifest manifest, Role role) {
  /// How helm deploys it.
  public enum Role {
    RESOURCE,
    /// It runs once, at some moment of an installation or a test.
    HOOK,
    /// It is in the folder `crds` of a chart.
    CRD
  }

  public HelmObject {
    requireNonNull(manifest, "manifest is null");
    requireNonNull(role, "role is null");
  }
}
