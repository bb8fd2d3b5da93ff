package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.read.Clusters;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A repository that Flux deploys, while the Flux objects are in the cluster only.
@Tag("cluster")
class SourcesFromClusterTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String DEFINITIONS =
      definition("kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations")
          + "---\n"
          + definition("source.toolkit.fluxcd.io", "GitRepository", "gitrepositories");

  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web, namespace: %s%s}
      data: {mode: %s}
      """;

  @TempDir Path folder;

  private static String definition(String group, String kind, String plural) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %1$s.%2$s}
    spec:
      group: %2$s
      scope: Namespaced
      names: {kind: %3$s, listKind: %3$sList, plural: %1$s, singular: %4$s}
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema:
            type: object
            properties:
              spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
    """
        .formatted(plural, group, kind, kind.toLowerCase(Locale.ROOT));
  }

  private DriftOnPlane.Printed run(ControlPlane plane, String command, String... more)
      throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("drift.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Config
            renderers: {kustomize: %s}
            sources:
            - repo: shop
              urls: [https://git.example.com/org/shop.git]
            """
                .formatted(Renderer.KUSTOMIZE.path()));
    List<String> all =
        new java.util.ArrayList<>(
            List.of(command, "--config", config.toString(), "-n", "from-cluster"));
    all.addAll(List.of(more));
    return new DriftOnPlane(plane, folder.resolve("temp")).run(all);
  }

  @Test
  void comparesWhatTheClustersKustomizationsDeploy(ControlPlane plane) throws IOException {
    Path apps = Files.createDirectories(folder.resolve("shop/apps"));
    Files.writeString(apps.resolve("web.yaml"), MAP.formatted("elsewhere", "", "git"));
    plane.kubectlWithInput(DEFINITIONS, "apply", "-f", "-").orThrow();
    try {
      plane
          .kubectlWithInput(
              DEFINITIONS, "wait", "--for=condition=Established", "--timeout=60s", "-f", "-")
          .orThrow();
      plane.kubectl("create", "namespace", "from-cluster").orThrow();
      plane
          .kubectlWithInput(
              """
              apiVersion: source.toolkit.fluxcd.io/v1
              kind: GitRepository
              metadata: {name: shop, namespace: from-cluster}
              spec: {url: "ssh://git@git.example.com/org/shop"}
              ---
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: {name: shop, namespace: from-cluster}
              spec:
                path: ./apps
                prune: true
                targetNamespace: from-cluster
                sourceRef: {kind: GitRepository, name: shop}
              ---
              """
                  + MAP.formatted(
                      "from-cluster",
                      ", labels: {kustomize.toolkit.fluxcd.io/name: shop,"
                          + " kustomize.toolkit.fluxcd.io/namespace: from-cluster}",
                      "live"),
              "apply",
              "-f",
              "-")
          .orThrow();

      DriftOnPlane.Printed check =
          run(plane, "check", "--sources-from-cluster", "-o", "json", "--no-noise-packs");

      assertThat(check.code()).as(check.all()).isEqualTo(1);
      // One finding: the Flux objects are declared elsewhere, and not unmanaged.
      assertThat(check.out().split("\"fingerprint\"", -1)).as(check.all()).hasSize(2);
      assertThat(check.out()).contains("data.mode").contains("apps/web.yaml");

      DriftOnPlane.Printed rendered = run(plane, "render", "--sources-from-cluster");
      assertThat(rendered.code()).as(rendered.all()).isEqualTo(0);
      assertThat(rendered.out()).contains("namespace: from-cluster\n").contains("mode: git\n");

      DriftOnPlane.Printed sources = run(plane, "sources", "--sources-from-cluster");
      assertThat(sources.code()).as(sources.all()).isEqualTo(0);
      assertThat(sources.out())
          .contains("flux of apps/web.yaml: 1 resource, namespace from-cluster");

      DriftOnPlane.Printed rbac = run(plane, "rbac", "--sources-from-cluster");
      assertThat(rbac.code()).as(rbac.all()).isEqualTo(0);
      assertThat(rbac.out())
          .contains(
              """
                # Renders sources as their deployers do, at the commits that they applied.
              """)
          .containsPattern(
              "apiGroups: \\[source.toolkit.fluxcd.io\\]\\n    resources: \\[gitrepositories\\]\\n"
                  + "    verbs: \\[get, list\\]");
    } finally {
      plane.kubectl("delete", "namespace", "from-cluster", "--wait=false").orThrow();
      plane.kubectlWithInput(DEFINITIONS, "delete", "--wait", "-f", "-").orThrow();
    }
  }

  /// Nothing is compared as if it were deployed as it is.
  @Test
  void aClusterThatHasNoneIsUnknown(ControlPlane plane) throws IOException {
    Path apps = Files.createDirectories(folder.resolve("shop/apps"));
    Files.writeString(apps.resolve("web.yaml"), MAP.formatted("from-cluster", "", "git"));

    DriftOnPlane.Printed check = run(plane, "check", "--sources-from-cluster");

    assertThat(check.code()).as(check.all()).isEqualTo(3);
    assertThat(check.all())
        .contains("The cluster has no Flux Kustomization or HelmRelease whose source is this");
  }
}
