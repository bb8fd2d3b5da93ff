package dev.drift.source.helm;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Skipped;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an installation makes of the objects that helm rendered: it marks them, puts them into the
/// namespace of the release, and runs hooks once.
///
/// See `setMetadataVisitor` in <https://github.com/helm/helm/blob/main/pkg/action/validate.go>.
///
/// @param crds what it does with the folder `crds`
/// @param marked whether it marks objects as those of the release; whoever applies what `helm
///     template` prints does not
public record HelmInstallation(String release, String namespace, CrdPolicy crds, boolean marked) {
  private static final Path NAME = Path.of("metadata", "name");
  private static final String CREATED_ONCE =
      "Helm creates the CRDs of a chart once and does not update them";

  /// Kinds without a namespace that Kubernetes itself has. Others are known by their CRDs, or by
  /// the cluster, which knows best in any case.
  private static final Set<GroupKind> CLUSTER_SCOPED =
      Set.of(
          Kinds.NAMESPACE,
          Kinds.NODE,
          Kinds.PERSISTENT_VOLUME,
          Kinds.CLUSTER_ROLE,
          Kinds.CLUSTER_ROLE_BINDING,
          Kinds.CUSTOM_RESOURCE_DEFINITION,
          Kinds.API_SERVICE,
          Kinds.MUTATING_WEBHOOK_CONFIGURATION,
          Kinds.VALIDATING_WEBHOOK_CONFIGURATION,
          Kinds.INGRESS_CLASS,
          Kinds.RUNTIME_CLASS,
          Kinds.FLOW_SCHEMA,
          Kinds.PRIORITY_LEVEL_CONFIGURATION,
          Kinds.SERVICE_CIDR,
          Kinds.CERTIFICATE_SIGNING_REQUEST,
          new GroupKind("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
          new GroupKind("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
          new GroupKind("admissionregistration.k8s.io", "MutatingAdmissionPolicy"),
          new GroupKind("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"),
          new GroupKind("scheduling.k8s.io", "PriorityClass"),
          new GroupKind("storage.k8s.io", "StorageClass"),
          new GroupKind("storage.k8s.io", "CSIDriver"),
          new GroupKind("storage.k8s.io", "VolumeAttributesClass"),
          new GroupKind("resource.k8s.io", "DeviceClass"));

  public HelmInstallation {
    requireNonNull(release, "release is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(crds, "crds is null");
  }

  /// What of the objects is compared.
  ///
  /// @param elsewhere what is declared and not compared
  /// @param skipped the same for people, each with its reason
  public record Installed(
      List<Manifest> manifests, List<Manifest> elsewhere, List<Skipped> skipped) {
    public Installed {
      manifests = List.copyOf(manifests);
      elsewhere = List.copyOf(elsewhere);
      skipped = List.copyOf(skipped);
    }
  }

  public Installed of(List<HelmObject> objects) {
    Set<GroupKind> clusterScoped = new HashSet<>(CLUSTER_SCOPED);
    objects.forEach(it -> addClusterScoped(it.manifest(), clusterScoped));
    List<Manifest> manifests = new ArrayList<>();
    List<Manifest> elsewhere = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (HelmObject object : objects) {
      Manifest manifest = object.manifest();
      switch (object.role()) {
        case RESOURCE ->
            manifests.add(inNamespace(marked ? marked(manifest) : manifest, clusterScoped));
        case HOOK -> {
          Manifest placed = inNamespace(manifest, clusterScoped);
          elsewhere.add(placed);
          skipped.add(hook(placed));
        }
        case CRD -> crd(manifest, manifests, elsewhere, skipped);
      }
    }
    return new Installed(manifests, elsewhere, skipped);
  }

  private void crd(
      Manifest manifest,
      List<Manifest> manifests,
      List<Manifest> elsewhere,
      List<Skipped> skipped) {
    if (!manifest.is(Kinds.CUSTOM_RESOURCE_DEFINITION)) {
      skipped.add(
          skipped(
              manifest,
              "%s %s of the Helm release %s is in the folder crds of its chart and not a CRD."));
      return;
    }
    switch (crds) {
      case APPLY -> manifests.add(manifest);
      case CREATE_ONCE ->
          manifests.add(
              with(
                  manifest,
                  manifest.namespace(),
                  manifest.content(),
                  List.of(new Undetermined(Path.ROOT, false, CREATED_ONCE))));
      case SKIP -> {
        elsewhere.add(manifest);
        skipped.add(
            skipped(
                manifest,
                "%s %s of the Helm release %s is not compared: whoever deploys the chart does not"
                    + " apply its folder crds."));
      }
    }
  }

  private Skipped hook(Manifest manifest) {
    String when =
        manifest.content().object("metadata").object("annotations").text("helm.sh/hook").orElse("");
    return skipped(
        manifest,
        "%s %s of the Helm release %s is a "
            + (when.contains("test") ? "test" : "hook")
            + ", which is not compared: Helm creates it for a moment.");
  }

  private Skipped skipped(Manifest manifest, String sentence) {
    boolean named =
        !(manifest.origin() instanceof Generated generated)
            || generated.undetermined().stream().noneMatch(it -> it.path().equals(NAME));
    return new Skipped(
        manifest.origin().places().start(),
        sentence.formatted(
            manifest.kind(), named ? manifest.name() : "with a random name", release));
  }

  private static void addClusterScoped(Manifest manifest, Set<GroupKind> kinds) {
    Value.Obj spec = manifest.content().object("spec");
    if (manifest.is(Kinds.CUSTOM_RESOURCE_DEFINITION)
        && spec.text("scope").filter("Cluster"::equals).isPresent()) {
      kinds.add(
          new GroupKind(
              spec.text("group").orElse(""), spec.object("names").text("kind").orElse("")));
    }
  }

  private Manifest inNamespace(Manifest manifest, Set<GroupKind> clusterScoped) {
    if (!manifest.namespace().isEmpty() || clusterScoped.contains(manifest.groupKind())) {
      return manifest;
    }
    Value.Obj metadata = manifest.content().object("metadata");
    return with(
        manifest,
        namespace,
        manifest.content().with("metadata", metadata.with("namespace", Value.of(namespace))),
        List.of());
  }

  private Manifest marked(Manifest manifest) {
    Value.Obj metadata = manifest.content().object("metadata");
    Value.Obj labels =
        metadata.object("labels").with("app.kubernetes.io/managed-by", Value.of("Helm"));
    Value.Obj annotations =
        metadata
            .object("annotations")
            .with("meta.helm.sh/release-name", Value.of(release))
            .with("meta.helm.sh/release-namespace", Value.of(namespace));
    return with(
        manifest,
        manifest.namespace(),
        manifest
            .content()
            .with("metadata", metadata.with("labels", labels).with("annotations", annotations)),
        List.of());
  }

  private static Manifest with(
      Manifest manifest, String namespace, Value.Obj content, List<Undetermined> undetermined) {
    Origin origin =
        manifest.origin() instanceof Generated generated && !undetermined.isEmpty()
            ? generated.and(undetermined)
            : manifest.origin();
    return manifest.in(namespace).with(content).with(origin);
  }
}
