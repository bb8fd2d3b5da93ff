package dev.drift.source.plain;

import dev.drift.model.Manifest;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A Flux Kustomization that deploys a folder of manifests not as they are: substituted, patched or
/// into another namespace.
///
/// See https://fluxcd.io/flux/components/kustomize/kustomizations/
///
/// @param path of the folder, as places name it
record FluxKustomization(String name, String path, Place place) {

  private static final List<String> CHANGING =
      List.of(
          "targetNamespace",
          "patches",
          "patchesStrategicMerge",
          "patchesJson6902",
          "images",
          "postBuild",
          "components",
          "commonMetadata",
          "namePrefix",
          "nameSuffix",
          "decryption");

  /// @param prefix of the paths of the source
  static List<FluxKustomization> of(Collection<Manifest> manifests, String prefix) {
    return manifests.stream()
        .filter(manifest -> manifest.is(Kinds.FLUX_KUSTOMIZATION))
        .flatMap(manifest -> of(manifest, prefix).stream())
        .toList();
  }

  /// The path may be one of another repository: that is not known here, so a folder of that name is
  /// left to Flux.
  private static Optional<FluxKustomization> of(Manifest manifest, String prefix) {
    Value.Obj spec = manifest.content().object("spec");
    boolean changes = CHANGING.stream().anyMatch(field -> spec.get(field).isPresent());
    return changes
        ? spec.text("path")
            .flatMap(path -> Layout.resolve("", path))
            .map(
                path ->
                    new FluxKustomization(
                        (manifest.namespace().isEmpty() ? "" : manifest.namespace() + "/")
                            + manifest.name(),
                        prefix + path,
                        manifest.origin().places().start()))
        : Optional.empty();
  }
}
