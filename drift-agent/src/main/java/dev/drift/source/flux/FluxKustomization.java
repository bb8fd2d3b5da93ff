package dev.drift.source.flux;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.source.flux.cluster.LiveFlux;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A Kustomization of Flux: a folder of a source, and how it is deployed.
/// See <https://fluxcd.io/flux/components/kustomize/kustomizations/>.
record FluxKustomization(Manifest manifest) {
  /// The group of its kind, and the prefix of its labels and annotations.
  static final String GROUP = Kinds.FLUX_KUSTOMIZATION.group();

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

  FluxKustomization {
    requireNonNull(manifest, "manifest is null");
  }

  static List<FluxKustomization> of(Collection<Manifest> manifests) {
    return manifests.stream()
        .filter(it -> it.is(Kinds.FLUX_KUSTOMIZATION))
        .map(FluxKustomization::new)
        .toList();
  }

  String name() {
    return manifest.name();
  }

  String namespace() {
    return namespace(manifest);
  }

  /// kubectl's, if it names none.
  static String namespace(Manifest manifest) {
    return manifest.namespace().isEmpty() ? "default" : manifest.namespace();
  }

  /// Such as `flux-system/apps`.
  String id() {
    return namespace() + "/" + name();
  }

  Value.Obj spec() {
    return manifest.content().object("spec");
  }

  Place place() {
    return manifest.origin().places().start();
  }

  /// The folder in its source, which no `..` leads out of; empty for the root.
  String path() {
    List<String> parts = new ArrayList<>();
    for (String part : spec().text("path").orElse("").split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (!parts.isEmpty()) {
            parts.removeLast();
          }
        }
        default -> parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  SourceRef source() {
    Value.Obj ref = spec().object("sourceRef");
    return new SourceRef(
        ref.text("kind").orElse(""),
        ref.text("namespace").filter(it -> !it.isEmpty()).orElse(namespace()),
        ref.text("name").orElse(""));
  }

  boolean isSuspended() {
    return spec().get("suspend").equals(Optional.of(Value.of(true)));
  }

  /// Whether it is an object of the cluster, and not one that the repository declares.
  boolean isLive() {
    return LiveFlux.isLive(manifest);
  }

  /// Whether something in its spec is secret, so that what follows from it is, too.
  boolean hasSecrets() {
    return manifest.secrets().stream()
        .anyMatch(it -> it.isRoot() || it.startsWith(Path.of("spec")));
  }

  /// Whether Flux decrypts what it deploys.
  boolean decrypts() {
    return spec().object("decryption").text("provider").equals(Optional.of("sops"));
  }

  /// Whether it deploys to a cluster that a kubeconfig names.
  boolean isElsewhere() {
    return spec().get("kubeConfig").filter(Value.Obj.class::isInstance).isPresent();
  }

  /// Whether its version has `patchesStrategicMerge` and `patchesJson6902`.
  boolean isBeta() {
    return manifest.apiVersion().contains("beta");
  }

  /// Whether what it deploys is not what the files of its folder say.
  boolean changesManifests() {
    return CHANGING.stream().anyMatch(field -> spec().get(field).isPresent());
  }

  /// What it waits for, as [#id] names it.
  List<String> dependencies() {
    return spec().objects("dependsOn").stream()
        .map(
            it ->
                it.text("namespace").filter(name -> !name.isEmpty()).orElse(namespace())
                    + "/"
                    + it.text("name").orElse(""))
        .toList();
  }
}
