package dev.drift.source.argo;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.Skipped;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Value;
import dev.drift.source.manifest.ArgoHook;
import dev.drift.source.manifest.ResourceScopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Argo CD makes of rendered objects before it applies them.
/// See <https://github.com/argoproj/argo-cd/blob/master/controller/state.go>.
///
/// @param manifests what is applied and compared
/// @param hooks what Argo CD runs: it is declared, and not compared
/// @param leftOut hooks, and what a later object of the Application replaces
record AppliedObjects(List<Manifest> manifests, List<Manifest> hooks, List<Skipped> leftOut) {
  private static final String HELM_HOOK = "helm.sh/hook";
  private static final String TRACKING_ID = "argocd.argoproj.io/tracking-id";
  private static final String INSTALLATION_ID = "argocd.argoproj.io/installation-id";

  /// Of labels, in characters.
  private static final int LONGEST_LABEL = 63;

  AppliedObjects {
    manifests = List.copyOf(manifests);
    hooks = List.copyOf(hooks);
    leftOut = List.copyOf(leftOut);
  }

  /// @param rendered of all sources of the Application, in their order
  static AppliedObjects of(
      ArgoApplication application,
      Collection<Manifest> rendered,
      ArgoSettings settings,
      ResourceScopes scopes) {
    Map<ResourceId, Manifest> byId = new LinkedHashMap<>();
    List<Manifest> hooks = new ArrayList<>();
    List<Skipped> leftOut = new ArrayList<>();
    for (Manifest manifest : rendered) {
      Optional<String> hook = hook(manifest.content().object("metadata"));
      Manifest applied = applied(application, manifest, settings, scopes);
      if (hook.isPresent()) {
        hooks.add(applied);
        leftOut.add(ArgoHook.leftOut(manifest, hook.get()));
        continue;
      }
      Manifest before = byId.remove(id(applied));
      if (before != null) {
        leftOut.add(
            new Skipped(
                place(before),
                ("The Application %s has the %s twice; Argo CD applies the last one, at %s, which"
                        + " is compared. Delete one of the two.")
                    .formatted(application, id(applied), applied.origin().start())));
      }
      byId.put(id(applied), applied);
    }
    managedNamespace(application).ifPresent(it -> byId.putIfAbsent(id(it), it));
    return new AppliedObjects(List.copyOf(byId.values()), hooks, leftOut);
  }

  /// Whether Argo CD runs it when it synchronises, or never. CRDs that Helm 2 installed by a hook
  /// are ordinary objects.
  ///
  /// @return the annotation that makes it a hook
  static Optional<String> hook(Value.Obj metadata) {
    return ArgoHook.of(metadata)
        .or(
            () ->
                metadata
                    .object("annotations")
                    .text(HELM_HOOK)
                    .filter(it -> !it.equals("crd-install"))
                    .map(it -> HELM_HOOK + ": " + it));
  }

  /// What becomes of an object without a name.
  static Optional<String> nameless(Value.Obj object, String start) {
    String kind = object.text("kind").orElse("");
    return Optional.of(
        hook(object.object("metadata"))
            .map(it -> ArgoHook.leftOut(kind, start, it))
            .orElse(
                ("Argo CD creates another %s with the generateName %s at each sync, so it is not"
                        + " compared.")
                    .formatted(kind, start)));
  }

  private static Manifest applied(
      ArgoApplication application,
      Manifest manifest,
      ArgoSettings settings,
      ResourceScopes scopes) {
    String ours = application.destination().namespace();
    boolean namespaced = scopes.isNamespaced(manifest.groupKind());
    String namespace =
        !namespaced ? "" : manifest.namespace().isEmpty() ? ours : manifest.namespace();
    Value.Obj metadata = manifest.content().object("metadata");
    Value.Obj placed =
        namespace.isEmpty()
            ? metadata.without("namespace")
            : metadata.with("namespace", Value.of(namespace));
    Value.Obj marked =
        manifest.is(Kinds.CUSTOM_RESOURCE_DEFINITION)
            ? placed
            : marked(application, manifest, placed, namespaced ? namespace : ours, settings);
    return manifest.in(namespace).with(manifest.content().with("metadata", marked));
  }

  /// With the tracking of Argo CD.
  /// See <https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/>.
  ///
  /// @param namespace of a cluster-scoped object, that which the Application deploys to
  private static Value.Obj marked(
      ArgoApplication application,
      Manifest manifest,
      Value.Obj metadata,
      String namespace,
      ArgoSettings settings) {
    if (settings.tracking().isEmpty()) {
      return metadata;
    }
    String instance = settings.instanceName(application);
    Value.Obj marked = metadata;
    ArgoSettings.Tracking tracking = settings.tracking().get();
    if (tracking != ArgoSettings.Tracking.LABEL) {
      Value.Obj annotations =
          metadata
              .object("annotations")
              .with(
                  TRACKING_ID,
                  Value.of(
                      "%s:%s/%s:%s/%s"
                          .formatted(
                              instance,
                              manifest.groupKind().group(),
                              manifest.kind(),
                              namespace,
                              manifest.name())));
      marked =
          marked.with(
              "annotations",
              settings
                  .installationId()
                  .map(it -> annotations.with(INSTALLATION_ID, Value.of(it)))
                  .orElse(annotations.without(INSTALLATION_ID)));
    }
    if (tracking != ArgoSettings.Tracking.ANNOTATION) {
      String label = tracking == ArgoSettings.Tracking.BOTH ? shortened(instance) : instance;
      marked =
          marked.with("labels", marked.object("labels").with(settings.labelKey(), Value.of(label)));
    }
    return marked;
  }

  private static String shortened(String text) {
    String label = text.length() > LONGEST_LABEL ? text.substring(0, LONGEST_LABEL) : text;
    return text.length() > LONGEST_LABEL ? label.replaceFirst("[^a-zA-Z0-9]+$", "") : label;
  }

  /// The Namespace that is desired although nothing declares it. Argo CD does not track it.
  /// See <https://github.com/argoproj/argo-cd/blob/master/controller/sync_namespace.go>.
  private static Optional<Manifest> managedNamespace(ArgoApplication application) {
    return application
        .managedNamespaceMetadata()
        .map(
            managed -> {
              String name = application.destination().namespace();
              Value.Obj metadata =
                  Value.Obj.EMPTY
                      .with("name", Value.of(name))
                      .with(
                          "annotations",
                          managed
                              .object("annotations")
                              .with(
                                  "argocd.argoproj.io/sync-options",
                                  Value.of("ServerSideApply=true")));
              return new Manifest(
                  "v1",
                  "Namespace",
                  "",
                  name,
                  Value.Obj.EMPTY
                      .with("apiVersion", Value.of("v1"))
                      .with("kind", Value.of("Namespace"))
                      .with(
                          "metadata",
                          managed.object("labels").fields().isEmpty()
                              ? metadata
                              : metadata.with("labels", managed.object("labels"))),
                  new Generated(
                      "argo-cd",
                      List.of(application.place().file()),
                      Optional.of(application.place())));
            });
  }

  private static ResourceId id(Manifest manifest) {
    return new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name());
  }

  private static Place place(Manifest manifest) {
    return manifest.origin().places().start();
  }
}
