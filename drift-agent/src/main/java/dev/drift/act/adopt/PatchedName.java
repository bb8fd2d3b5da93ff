package dev.drift.act.adopt;

import dev.drift.model.Manifest;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;

/// What an object is called where a patch names it: as in its own document, before prefixes,
/// suffixes and namespaces of overlays.
///
/// @param namespace empty if its document names none
record PatchedName(String apiVersion, String kind, String namespace, String name) {
  static PatchedName of(Manifest manifest) {
    return new PatchedName(
        manifest.apiVersion(), manifest.kind(), manifest.namespace(), manifest.name());
  }

  static PatchedName of(Value.Obj document) {
    Value.Obj metadata = document.object("metadata");
    return new PatchedName(
        document.text("apiVersion").orElse(""),
        document.text("kind").orElse(""),
        metadata.text("namespace").orElse(""),
        metadata.text("name").orElse(""));
  }

  static PatchedName generated(String name) {
    return new PatchedName("v1", "ConfigMap", "", name);
  }

  /// Whether a patch, or the target of one, names it.
  boolean isIn(Value.Obj patch) {
    PatchedName other = of(patch);
    return other.kind.equals(kind)
        && other.name.equals(name)
        && GroupKind.of(other.apiVersion, kind).equals(GroupKind.of(apiVersion, kind));
  }

  /// Whether the `target` of a patch selects it, as far as its kind and name say.
  boolean isTarget(Value.Obj target) {
    return target.size() > 0
        && target.text("kind").filter(it -> !it.equals(kind)).isEmpty()
        && target.text("name").filter(it -> !it.equals(name)).isEmpty()
        && (target.text("kind").isPresent() || target.text("name").isPresent());
  }

  /// The start of a strategic merge patch of it.
  Value.Obj patch() {
    Value.Obj metadata = Value.Obj.EMPTY.with("name", Value.of(name));
    return Value.Obj.EMPTY
        .with("apiVersion", Value.of(apiVersion))
        .with("kind", Value.of(kind))
        .with(
            "metadata",
            namespace.isEmpty() ? metadata : metadata.with("namespace", Value.of(namespace)));
  }

  /// The target of a JSON Patch of it.
  Value.Obj target() {
    return Value.Obj.EMPTY.with("kind", Value.of(kind)).with("name", Value.of(name));
  }

  /// Whether a patch only names an object, and says nothing of it.
  static boolean isAll(Value.Obj patch) {
    Value.Obj metadata = patch.object("metadata");
    return patch.without("apiVersion").without("kind").without("metadata").size() == 0
        && metadata.without("name").without("namespace").size() == 0;
  }
}
