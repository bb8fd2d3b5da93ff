package dev.drift.model;

import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Value;

/// Manifests that tests make up.
public final class Manifests {
  private Manifests() {}

  /// What the content says of its type and name.
  ///
  /// @throws java.util.NoSuchElementException if it is no manifest
  public static Manifest of(Value.Obj content, Places places) {
    Value.Obj metadata = content.object("metadata");
    return new Manifest(
        content.text("apiVersion").orElseThrow(),
        content.text("kind").orElseThrow(),
        metadata.text("namespace").orElse(""),
        metadata.text("name").orElseThrow(),
        content,
        new Origin.Written(places));
  }
}
