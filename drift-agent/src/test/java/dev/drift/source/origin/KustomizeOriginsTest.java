package dev.drift.source.origin;

import static dev.drift.source.origin.TracedSource.and;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// To which line of which layer the values of a kustomization lead.
class KustomizeOriginsTest {
  private static final String CONTAINER = "spec.template.spec.containers[name=web]";

  /// A base, a layer for all clusters of a region with a component, and an overlay.
  private static final String[] FILES = {
    "base/kustomization.yaml",
    "resources: [web.yaml]",
    "base/web.yaml",
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 1
      minReadySeconds: 5
      progressDeadlineSeconds: 60
      revisionHistoryLimit: 3
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - {name: web, image: web, imagePullPolicy: Always}
    """,
    "region/kustomization.yaml",
    """
    resources: [../base]
    components: [../debug]
    images:
      - name: web
        newName: registry.example.com/web
        newTag: "2"
    replicas:
      - name: web
        count: 3
    patches:
      - path: limits.yaml
      - target: {kind: Deployment}
        patch: |
          - op: replace
            path: /spec/progressDeadlineSeconds
            value: 90
    """,
    "region/limits.yaml",
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      minReadySeconds: 10
      revisionHistoryLimit: 4
    """,
    "debug/kustomization.yaml",
    """
    apiVersion: kustomize.config.k8s.io/v1alpha1
    kind: Component
    patches:
      - patch: |-
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web}
          spec:
            template:
              spec:
                containers:
                  - name: web
                    workingDir: /debug
    """,
    "prod/kustomization.yaml",
    """
    namePrefix: eu-
    resources: [../region]
    patches:
      - path: keep.yaml
    """,
    "prod/keep.yaml",
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {revisionHistoryLimit: 4}
    """
  };

  @Test
  void leadsToThePatchOfALayerBelowTheOverlay() throws IOException {
    assertThat(
            TracedSource.of(FILES)
                .origins(
                    "Deployment",
                    "spec.minReadySeconds",
                    "spec.progressDeadlineSeconds",
                    CONTAINER + ".workingDir"))
        .containsExactly(
            "region/limits.yaml:5:20 (patch, rendered by kustomize)",
            "region/kustomization.yaml:16:16 (patch, rendered by kustomize)",
            "debug/kustomization.yaml:13:29 (patch, rendered by kustomize)");
  }

  @Test
  void leadsToImagesAndReplicasOfALayerBelow() throws IOException {
    TracedSource source = TracedSource.of(FILES);

    assertThat(source.origin("Deployment", "spec.replicas"))
        .isEqualTo("region/kustomization.yaml:9:12 (replicas, rendered by kustomize)");
    assertThat(
            source.originIfLive("Deployment", CONTAINER + ".image", "registry.example.com/web:3"))
        .isEqualTo("region/kustomization.yaml:6:13 (images, rendered by kustomize)");
  }

  /// Two layers say the same: the last one decides.
  @Test
  void leadsToTheLastLayerThatSetsTheValue() throws IOException {
    assertThat(TracedSource.of(FILES).origin("Deployment", "spec.revisionHistoryLimit"))
        .isEqualTo("prod/keep.yaml:4:30 (patch, rendered by kustomize)");
  }

  @Test
  void leadsToTheLineOfTheResourceItself() throws IOException {
    assertThat(TracedSource.of(FILES).origin("Deployment", CONTAINER + ".imagePullPolicy"))
        .isEqualTo("base/web.yaml:14:50 (resource, rendered by kustomize)");
  }

  @Test
  void leadsToTheFileOfAGenerator() throws IOException {
    TracedSource source =
        TracedSource.of(
            and(
                FILES,
                "base/kustomization.yaml",
                """
                resources: [web.yaml]
                configMapGenerator:
                  - name: web
                    files: [jvm.config]
                    literals: [level=info]
                """,
                "base/jvm.config",
                "-server\n-Xmx16G\n"));

    assertThat(source.originOfLine("ConfigMap", "data[\"jvm.config\"]", 1))
        .isEqualTo("base/jvm.config:2:1 (file, rendered by kustomize)");
    assertThat(source.origin("ConfigMap", "data.level"))
        .isEqualTo(
            "base/kustomization.yaml:5:16 (kustomization field configMapGenerator, rendered by"
                + " kustomize)");
  }

  private static String flux(String more) {
    return """
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: {name: shop, namespace: flux-system}
    spec:
      path: prod
      sourceRef: {kind: GitRepository, name: flux-system}
    """
        + more;
  }

  @Test
  void leadsToPatchesAndImagesOfAFluxKustomization() throws IOException {
    TracedSource source =
        TracedSource.of(
            and(
                FILES,
                "clusters/shop.yaml",
                flux(
                    """
                      images:
                        - name: registry.example.com/web
                          newTag: "5"
                      patches:
                        - patch: |
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata: {name: web}
                            spec:
                              minReadySeconds: 30
                      commonMetadata:
                        labels: {team: shop}
                    """)));

    assertThat(source.origin("Deployment", "spec.minReadySeconds"))
        .isEqualTo("clusters/shop.yaml:16:28 (patch, rendered by flux)");
    assertThat(source.origin("Deployment", CONTAINER + ".image"))
        .isEqualTo("clusters/shop.yaml:9:15 (images, rendered by flux)");
    assertThat(source.origin("Deployment", "metadata.labels.team"))
        .isEqualTo("clusters/shop.yaml:18:20 (common metadata, rendered by flux)");
    assertThat(source.origin("Deployment", "spec.replicas"))
        .isEqualTo("region/kustomization.yaml:9:12 (replicas, rendered by flux)");
  }

  /// Flux lists the folder itself, as its own has no kustomization.
  @Test
  void leadsToAKustomizationThatFluxFinds() throws IOException {
    TracedSource source =
        TracedSource.of(
            "apps/web/kustomization.yaml",
            "resources: [web.yaml]\nreplicas: [{name: web, count: 4}]\n",
            "apps/web/web.yaml",
            FILES[3],
            "clusters/shop.yaml",
            flux("").replace("path: prod", "path: ./apps"));

    assertThat(source.origin("Deployment", "spec.replicas"))
        .isEqualTo("apps/web/kustomization.yaml:2:31 (replicas, rendered by flux)");
  }

  @Test
  void leadsToAVariable() throws IOException {
    TracedSource source =
        TracedSource.of(
            "apps/web.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web, namespace: shop}
            data:
              url: https://${host}/
              zone: "${zone}"
            """,
            "clusters/vars.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: vars, namespace: flux-system}
            data:
              zone: eu-1
            """,
            "clusters/shop.yaml",
            flux("""
                      postBuild:
                        substitute:
                          host: shop.example.com
                        substituteFrom:
                          - {kind: ConfigMap, name: vars}
                    """)
                .replace("path: prod", "path: apps"));

    assertThat(source.origin("ConfigMap", "data.url"))
        .isEqualTo("clusters/shop.yaml:9:13 (variable host, rendered by flux)");
    assertThat(source.origin("ConfigMap", "data.zone"))
        .isEqualTo("clusters/vars.yaml:5:9 (variable zone, rendered by flux)");
  }

  private static String application(String source) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: shop, namespace: argocd}
    spec:
      project: default
      destination: {server: https://kubernetes.default.svc, namespace: shop}
      source:
        repoURL: https://git.example.com/shop/platform
    """
        + source;
  }

  @Test
  void leadsToOptionsOfAnApplication() throws IOException {
    TracedSource source =
        TracedSource.of(
            and(
                FILES,
                "argocd/shop.yaml",
                application(
                    """
                        path: prod
                        kustomize:
                          images:
                            - registry.example.com/web:7
                          replicas:
                            - {name: web, count: 6}
                          patches:
                            - target: {kind: Deployment}
                              patch: |
                                - op: replace
                                  path: /spec/minReadySeconds
                                  value: 40
                    """)));

    assertThat(
            source.originIfLive("Deployment", CONTAINER + ".image", "registry.example.com/web:6"))
        .isEqualTo("argocd/shop.yaml:12:11 (images, rendered by kustomize)");
    assertThat(source.origin("Deployment", "spec.minReadySeconds"))
        .isEqualTo("argocd/shop.yaml:20:22 (patch, rendered by kustomize)");
    assertThat(source.origin("Deployment", "spec.progressDeadlineSeconds"))
        .isEqualTo("region/kustomization.yaml:16:16 (patch, rendered by kustomize)");
  }

  @Test
  void leadsToHelmOptionsOfAnApplication() throws IOException {
    TracedSource source =
        TracedSource.of(
            "charts/web/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 1.0.0\n",
            "charts/web/values.yaml",
            "a: one\nb: one\nc: one\nd: one\n",
            "charts/web/prod.yaml",
            "b: two\n",
            "charts/web/templates/web.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web}
            data: {a: "{{ .Values.a }}", b: "{{ .Values.b }}", c: "{{ .Values.c }}", d: "{{ .Values.d }}"}
            """,
            "argocd/shop.yaml",
            application(
                """
                    path: charts/web
                    helm:
                      valueFiles: [prod.yaml]
                      valuesObject: {c: three}
                      parameters:
                        - {name: d, value: four}
                """));

    assertThat(source.origins("ConfigMap", "data.a", "data.b", "data.c", "data.d"))
        .containsExactly(
            "charts/web/values.yaml:1:4 (default of the chart for a, rendered by helm)",
            "charts/web/prod.yaml:1:4 (values key b, rendered by helm)",
            "argocd/shop.yaml:12:25 (values key c, rendered by helm)",
            "argocd/shop.yaml:14:28 (parameter d, rendered by helm)");
  }
}
