package dev.drift.source.argo;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What the ConfigMap `argocd-cm` says: as the repository declares it, else as the cluster has it.
/// See <https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/>.
///
/// @param namespace of Argo CD itself
/// @param data of the ConfigMap; empty if it could not be read
/// @param tracking how Argo CD marks what it applies; empty if that is not known
record ArgoSettings(String namespace, Value.Obj data, Optional<Tracking> tracking) {
  private static final String NAME = "argocd-cm";

  /// Where Argo CD is installed unless somebody chose otherwise.
  private static final String USUAL_NAMESPACE = "argocd";

  enum Tracking {
    ANNOTATION,
    LABEL,
    BOTH
  }

  ArgoSettings {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(data, "data is null");
    requireNonNull(tracking, "tracking is null");
  }

  /// @param application whose controller is meant: it watches its own namespace, and others if it
  ///     is asked to
  static ArgoSettings of(
      ArgoApplication application, Collection<Manifest> manifests, ClusterFacts cluster) {
    String near = application.namespace().isEmpty() ? USUAL_NAMESPACE : application.namespace();
    for (String namespace : List.of(near, USUAL_NAMESPACE, "")) {
      Optional<Manifest> declared =
          manifests.stream()
              .filter(it -> it.is(Kinds.CONFIG_MAP) && it.name().equals(NAME))
              .filter(it -> it.namespace().equals(namespace))
              .findFirst();
      if (declared.isPresent()) {
        String own = namespace.isEmpty() ? near : namespace;
        if (!declared.get().secrets().isEmpty()) {
          // Labels, annotations and sentences would show them.
          return new ArgoSettings(own, Value.Obj.EMPTY, Optional.empty());
        }
        return known(own, declared.get().content().object("data"), cluster);
      }
    }
    boolean absent = true;
    for (String namespace :
        near.equals(USUAL_NAMESPACE) ? List.of(near) : List.of(near, USUAL_NAMESPACE)) {
      switch (cluster.object(
          new ResourceRef("v1", new ResourceId(Kinds.CONFIG_MAP, namespace, NAME)))) {
        case ClusterFacts.Answer.Found(Value.Obj content) -> {
          return known(namespace, content.object("data"), cluster);
        }
        case ClusterFacts.Answer.Absent _ -> {}
        case ClusterFacts.Answer.Unknown _ -> absent = false;
      }
    }
    return absent
        ? known(near, Value.Obj.EMPTY, cluster)
        : new ArgoSettings(near, Value.Obj.EMPTY, Optional.empty());
  }

  private static ArgoSettings known(String namespace, Value.Obj data, ClusterFacts cluster) {
    Tracking tracking =
        switch (data.text("application.resourceTrackingMethod").orElse("")) {
          case "label" -> Tracking.LABEL;
          case "annotation+label" -> Tracking.BOTH;
          case "" -> isOlder(namespace, cluster) ? Tracking.LABEL : Tracking.ANNOTATION;
          default -> Tracking.ANNOTATION;
        };
    return new ArgoSettings(namespace, data, Optional.of(tracking));
  }

  /// Argo CD 2 labels objects unless it is asked not to.
  /// See <https://argo-cd.readthedocs.io/en/stable/operator-manual/upgrading/2.14-3.0/>.
  private static boolean isOlder(String namespace, ClusterFacts cluster) {
    return cluster.object(
                new ResourceRef(
                    "apps/v1",
                    new ResourceId(Kinds.STATEFUL_SET, namespace, "argocd-application-controller")))
            instanceof ClusterFacts.Answer.Found(Value.Obj content)
        && content.object("spec").object("template").object("spec").objects("containers").stream()
            .flatMap(it -> it.text("image").stream())
            .anyMatch(it -> it.matches(".*:v[12]\\.\\d.*"));
  }

  String labelKey() {
    return data.text("application.instanceLabelKey")
        .filter(it -> !it.isEmpty())
        .orElse("app.kubernetes.io/instance");
  }

  Optional<String> installationId() {
    return data.text("installationID").filter(it -> !it.isEmpty());
  }

  List<String> kustomizeBuildOptions() {
    return data
        .text("kustomize.buildOptions")
        .map(it -> List.of(it.strip().split("\\s+")))
        .orElse(List.of())
        .stream()
        .filter(it -> !it.isEmpty())
        .toList();
  }

  /// What Argo CD calls an Application: with its namespace if that is not Argo CD's own.
  String instanceName(ArgoApplication application) {
    return application.namespace().isEmpty() || application.namespace().equals(namespace)
        ? application.name()
        : application.namespace() + "_" + application.name();
  }
}
