package dev.drift.act;

import dev.drift.testkit.ControlPlane;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The objects by which Flux and Argo CD say what they keep, with the part of their CRDs that the
/// tests need. No controller runs: the tests write the status as the controllers do.
public final class GitOpsObjects {
  // Argo CD's Applications have no status subresource.
  // https://github.com/argoproj/argo-cd/blob/master/manifests/crds/application-crd.yaml
  private static final String DEFINITIONS =
      definition("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "subresources: {status: {}}")
          + "---\n"
          + definition(
              "source.toolkit.fluxcd.io", "v1", "GitRepository", "subresources: {status: {}}")
          + "---\n"
          + definition("argoproj.io", "v1alpha1", "Application", "subresources: {}");

  private GitOpsObjects() {}

  private static String definition(String group, String version, String kind, String more) {
    String singular = kind.toLowerCase(Locale.ROOT);
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %5$s.%2$s}
    spec:
      group: %2$s
      scope: Namespaced
      names: {kind: %3$s, listKind: %3$sList, plural: %5$s, singular: %1$s}
      versions:
      - name: %4$s
        served: true
        storage: true
        %6$s
        schema:
          openAPIV3Schema:
            type: object
            properties:
              spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
              status: {type: object, x-kubernetes-preserve-unknown-fields: true}
    """
        .formatted(singular, group, kind, version, singular.replaceFirst("y$", "ie") + "s", more);
  }

  /// Until [#remove], as tests share the control plane.
  public static void define(ControlPlane plane) {
    plane.kubectlWithInput(DEFINITIONS, "apply", "-f", "-").orThrow();
    plane
        .kubectlWithInput(
            DEFINITIONS, "wait", "--for=condition=Established", "--timeout=60s", "-f", "-")
        .orThrow();
  }

  public static void remove(ControlPlane plane) {
    plane.kubectlWithInput(DEFINITIONS, "delete", "--wait", "-f", "-").orThrow();
  }

  /// @param spec more of its spec, a line of YAML
  /// @param objects of its inventory, such as `t2_web_apps_Deployment`
  static void kustomization(
      ControlPlane plane, String namespace, String spec, String commit, List<String> objects) {
    String manifest =
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: lake, namespace: %s}
        spec:
          interval: 10m
          path: ./
          prune: true
          sourceRef: {kind: GitRepository, name: lake}
          %s
        """
            .formatted(namespace, spec);
    plane.kubectlWithInput(manifest, "apply", "--server-side", "-f", "-").orThrow();
    String entries =
        objects.stream()
            .map("{\"id\":\"%s\",\"v\":\"v1\"}"::formatted)
            .collect(Collectors.joining(","));
    patch(
        plane,
        namespace,
        "kustomization.kustomize.toolkit.fluxcd.io/lake",
        """
        {"status":{"lastAppliedRevision":"main@sha1:%s","inventory":{"entries":[%s]},
         "conditions":[{"type":"Ready","status":"True","reason":"ReconciliationSucceeded",
          "message":"Applied revision","lastTransitionTime":"2026-11-01T00:00:00Z"}]}}
        """
            .formatted(commit, entries),
        "--subresource=status",
        "--field-manager=kustomize-controller");
  }

  /// @param spec more of its spec, a line of YAML
  /// @param status its `status.sync` and `status.history`, in JSON
  /// @param objects that it lists, each in JSON
  static void application(
      ControlPlane plane, String namespace, String spec, String status, List<String> objects) {
    String manifest =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: lake, namespace: %1$s}
        spec:
          project: default
          source: {repoURL: "https://git.example.com/lake.git", path: ., targetRevision: main}
          destination: {server: "https://kubernetes.default.svc", namespace: %1$s}
          %2$s
        """
            .formatted(namespace, spec);
    plane.kubectlWithInput(manifest, "apply", "--server-side", "-f", "-").orThrow();
    patch(
        plane,
        namespace,
        "application.argoproj.io/lake",
        "{\"status\":{\"resources\":[%s],%s}}".formatted(String.join(",", objects), status),
        "--field-manager=argocd-controller");
  }

  /// How an inventory names an object.
  /// <https://github.com/fluxcd/cli-utils/blob/main/pkg/object/objmetadata.go>
  static String inFlux(String namespace, Deployer.Declared object) {
    return "%s_%s_%s_%s".formatted(namespace, object.name(), object.group(), object.kind());
  }

  /// How an Application lists an object that differs from its source.
  static String inArgo(String namespace, Deployer.Declared object) {
    return "{\"group\":\"%s\",\"version\":\"v1\",\"kind\":\"%s\",\"namespace\":\"%s\",\"name\":\"%s\",\"status\":\"OutOfSync\"}"
        .formatted(object.group(), object.kind(), namespace, object.name());
  }

  private static void patch(
      ControlPlane plane, String namespace, String object, String patch, String... more) {
    plane
        .kubectl(
            Stream.concat(
                    Stream.of("-n", namespace, "patch", object, "--type=merge", "-p", patch),
                    Stream.of(more))
                .toArray(String[]::new))
        .orThrow();
  }
}
