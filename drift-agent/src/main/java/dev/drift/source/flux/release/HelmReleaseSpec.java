package dev.drift.source.flux.release;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Sha256;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.source.helm.CrdPolicy;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a HelmRelease says: <https://fluxcd.io/flux/components/helm/helmreleases/>.
record HelmReleaseSpec(Manifest manifest) {
  private static final Path SPEC = Path.of("spec");
  private static final Path VALUES = Path.of("spec", "values");
  private static final int LONGEST = 53;
  private static final int HASH = 12;

  HelmReleaseSpec {
    requireNonNull(manifest, "manifest is null");
  }

  Value.Obj spec() {
    return manifest.content().object("spec");
  }

  /// The paths of secrets in its values, as seen from there.
  Set<Path> secretValues() {
    return manifest.secrets().stream()
        .filter(it -> it.startsWith(VALUES))
        .map(it -> new Path(it.elements().subList(VALUES.elements().size(), it.elements().size())))
        .collect(Collectors.toSet());
  }

  /// Whether a secret says more than the values: what is rendered, or where it goes.
  boolean isSecret() {
    return manifest.secrets().stream()
        .filter(it -> !it.startsWith(VALUES))
        .anyMatch(it -> it.startsWith(SPEC) || SPEC.startsWith(it));
  }

  /// Of the object itself.
  String namespace() {
    return manifest.namespace();
  }

  String name() {
    return manifest.name();
  }

  /// As people name it.
  @Override
  public String toString() {
    return namespace().isEmpty() ? name() : namespace() + "/" + name();
  }

  /// The name of the release; one that is too long for Helm ends with a hash of itself.
  String releaseName() {
    String name =
        text("releaseName")
            .orElseGet(() -> text("targetNamespace").map(it -> it + "-").orElse("") + name());
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - HASH - 1) + "-" + Sha256.hex(name).substring(0, HASH);
  }

  String releaseNamespace() {
    return text("targetNamespace").orElse(namespace());
  }

  /// Where Helm keeps the Secrets of the release: not the target namespace.
  String storageNamespace() {
    return text("storageNamespace").orElse(namespace());
  }

  boolean suspended() {
    return spec().get("suspend").filter(Value.of(true)::equals).isPresent();
  }

  boolean isForAnotherCluster() {
    return spec().get("kubeConfig").isPresent();
  }

  /// What is done with the CRDs of the chart, which an upgrade leaves alone unless told otherwise.
  ///
  /// @param upgrade whether the release exists
  CrdPolicy crds(boolean upgrade) {
    String installed = spec().object("install").text("crds").orElse("Create");
    String upgraded = spec().object("upgrade").text("crds").orElse("Skip");
    String policy = upgrade ? upgraded : installed;
    return switch (policy) {
      case "CreateReplace" -> CrdPolicy.APPLY;
      case "Create" -> CrdPolicy.CREATE_ONCE;
      // What was installed is still there; it is only not updated.
      default -> upgrade && !installed.equals("Skip") ? CrdPolicy.CREATE_ONCE : CrdPolicy.SKIP;
    };
  }

  /// Whether the schema of the chart's values is not looked at.
  boolean skipsSchema(boolean upgrade) {
    return spec()
        .object(upgrade ? "upgrade" : "install")
        .get("disableSchemaValidation")
        .filter(Value.of(true)::equals)
        .isPresent();
  }

  /// Whether an upgrade merges its values into those of the last revision.
  boolean preservesValues() {
    return spec()
        .object("upgrade")
        .get("preserveValues")
        .filter(Value.of(true)::equals)
        .isPresent();
  }

  private Optional<String> text(String field) {
    return spec().text(field).filter(it -> !it.isEmpty());
  }
}
