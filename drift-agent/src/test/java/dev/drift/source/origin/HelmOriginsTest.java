package dev.drift.source.origin;

import static dev.drift.source.origin.TracedSource.and;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.config.HelmConfig;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// To which key of which file the values of a chart's objects lead.
class HelmOriginsTest {
  private static final String MEMORY =
      "spec.template.spec.containers[name=web].resources.limits.memory";

  private static final String[] CHART = {
    "charts/web/Chart.yaml",
    "apiVersion: v2\nname: web\nversion: 1.0.0\n",
    "charts/web/values.yaml",
    """
    replicas: 2
    paused: false
    strategy: Recreate
    image:
      repository: registry.example.com/web
      tag: "1.4"
    web:
      memory: 256Mi
      cpu: 500m
    probe: {path: /healthz}
    tolerations: []
    unused: 5
    """,
    "charts/web/templates/web.yaml",
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
    spec:
      replicas: {{ .Values.replicas }}
      paused: {{ .Values.paused }}
      minReadySeconds: 5
      strategy: {type: {{ .Values.strategy }}}
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
            - name: web
              image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
              workingDir: /srv/{{ .Values.strategy }}
              resources:
                limits:
                  memory: {{ .Values.web.memory }}
                  cpu: {{ .Values.web.cpu }}
          tolerations: {{ toYaml .Values.tolerations | nindent 12 }}
    """
  };

  private static final String VALUES =
      """
      # of production
      web:
        memory: 512Mi
      paused: true
      image: {tag: "2"}
      tolerations:
        - key: dedicated
          operator: Equal
          value: web
      """;

  private static TracedSource installed(String... more) throws IOException {
    return TracedSource.of(
        List.of(
            new HelmConfig(
                "charts/web",
                "web",
                "shop",
                List.of("values-prod.yaml"),
                Value.Obj.EMPTY,
                new Place("drift.yaml", 1, 1, 0, 0, false))),
        and(and(CHART, "values-prod.yaml", VALUES), more));
  }

  @Test
  void leadsToTheKeyInAValuesFile() throws IOException {
    TracedSource source = installed();

    assertThat(source.origin("Deployment", MEMORY))
        .isEqualTo("values-prod.yaml:3:11 (values key web.memory, rendered by helm)");
    assertThat(source.renders()).isLessThanOrEqualTo(2);
  }

  @Test
  void leadsToTheDefaultOfTheChartIfNobodySetsTheKey() throws IOException {
    TracedSource source = installed();

    assertThat(source.origins("Deployment", MEMORY.replace("memory", "cpu"), "spec.replicas"))
        .containsExactly(
            "charts/web/values.yaml:9:8 (default of the chart for web.cpu, rendered by helm)",
            "charts/web/values.yaml:1:11 (default of the chart for replicas, rendered by helm)");
  }

  /// Of a name and a tag, the one that differs is edited.
  @Test
  void leadsToThePartOfAnImageThatDiffers() throws IOException {
    TracedSource source = installed();
    String image = "spec.template.spec.containers[name=web].image";

    assertThat(source.originIfLive("Deployment", image, "registry.example.com/web:3"))
        .isEqualTo("values-prod.yaml:5:14 (values key image.tag, rendered by helm)");
    assertThat(source.originIfLive("Deployment", image, "mirror.example.com/web:2"))
        .isEqualTo(
            "charts/web/values.yaml:5:15 (default of the chart for image.repository, rendered by"
                + " helm)");
  }

  @Test
  void leadsToATruthValue() throws IOException {
    assertThat(installed().origin("Deployment", "spec.paused"))
        .isEqualTo("values-prod.yaml:4:9 (values key paused, rendered by helm)");
  }

  /// As a whole, and each of its items.
  @Test
  void leadsToAListOfValues() throws IOException {
    assertThat(
            installed()
                .origins(
                    "Deployment",
                    "spec.template.spec.tolerations",
                    "spec.template.spec.tolerations[0].value"))
        .containsExactly(
            "values-prod.yaml:7:3 (values key tolerations, rendered by helm)",
            "values-prod.yaml:9:12 (values key tolerations[0].value, rendered by helm)");
  }

  /// The chart has the same text among its values, but the template says it itself.
  @Test
  void doesNotLeadToAKeyThatOnlyHasTheSameValue() throws IOException {
    assertThat(installed().origin("Deployment", "spec.minReadySeconds")).isEmpty();
  }

  /// `a` decides which of two keys with the same value is used: `c` comes out if both change.
  @Test
  void isNotMisledByAKeyThatChoosesAnother() throws IOException {
    String[] chart = {
      "charts/web/Chart.yaml",
      "apiVersion: v2\nname: web\nversion: 1.0.0\n",
      "charts/web/values.yaml",
      "a: x\nb: x\nc: x\n",
      "charts/web/templates/web.yaml",
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web}
      data:
        mode: {{ if eq .Values.a "x" }}{{ .Values.b }}{{ else }}{{ .Values.c }}{{ end }}
      """
    };
    TracedSource source =
        TracedSource.of(
            List.of(
                new HelmConfig(
                    "charts/web",
                    "web",
                    "shop",
                    List.of(),
                    Value.Obj.EMPTY,
                    new Place("drift.yaml", 1, 1, 0, 0, false))),
            chart);

    assertThat(source.origin("ConfigMap", "data.mode"))
        .isEqualTo("charts/web/values.yaml:2:4 (default of the chart for b, rendered by helm)");
  }

  private static final String RELEASE =
      """
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: web, namespace: shop}
      spec:
        interval: 5m
        chart:
          spec:
            chart: ./charts/web
            sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
      """;

  @Test
  void leadsToTheValuesOfAHelmRelease() throws IOException {
    TracedSource source =
        TracedSource.of(
            and(CHART, "apps/web.yaml", RELEASE + "  values:\n    web: {memory: 1Gi}\n"));

    assertThat(source.origin("Deployment", MEMORY))
        .isEqualTo("apps/web.yaml:11:19 (values key web.memory, rendered by helm)");
  }

  /// Through kustomize and helm.
  @Test
  void leadsToThePatchOfTheValuesOfAHelmRelease() throws IOException {
    TracedSource source =
        TracedSource.of(
            and(
                CHART,
                "apps/base/kustomization.yaml",
                "resources: [web.yaml]\n",
                "apps/base/web.yaml",
                RELEASE + "  values:\n    web: {memory: 1Gi, cpu: 250m}\n",
                "apps/prod/kustomization.yaml",
                "resources: [../base]\npatches: [{path: web.yaml}]\n",
                "apps/prod/web.yaml",
                """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: shop}
                spec:
                  values:
                    web:
                      memory: 2Gi
                """));

    assertThat(source.origins("Deployment", MEMORY, MEMORY.replace("memory", "cpu")))
        .containsExactly(
            "apps/prod/web.yaml:7:15 (values key web.memory, rendered by helm)",
            "apps/base/web.yaml:11:29 (values key web.cpu, rendered by helm)");
  }

  @Test
  void leadsToTheConfigMapThatAHelmReleaseTakesItsValuesFrom() throws IOException {
    TracedSource source =
        TracedSource.of(
            and(
                CHART,
                "apps/web.yaml",
                RELEASE + "  valuesFrom: [{kind: ConfigMap, name: web-values}]\n",
                "apps/values.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web-values, namespace: shop}
                data:
                  values.yaml: |
                    # per team
                    web:
                      memory: 3Gi
                """));

    assertThat(source.origin("Deployment", MEMORY))
        .isEqualTo("apps/values.yaml:8:15 (values key web.memory, rendered by helm)");
  }

  /// They would be named by their keys only, but which of them it is says something already.
  @Test
  void doesNotLookIntoSecrets() throws IOException {
    TracedSource source =
        TracedSource.of(
            and(
                CHART,
                "apps/web.yaml",
                RELEASE + "  valuesFrom: [{kind: Secret, name: web-values}]\n",
                "apps/values.yaml",
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: web-values, namespace: shop}
                stringData:
                  values.yaml: |
                    web:
                      memory: 3Gi
                """));

    assertThat(source.origin("Deployment", MEMORY)).isEmpty();
  }

  @Test
  void leadsToAPostRendererOfAHelmRelease() throws IOException {
    TracedSource source =
        TracedSource.of(
            and(
                CHART,
                "apps/web.yaml",
                RELEASE
                    + """
                      postRenderers:
                        - kustomize:
                            patches:
                              - patch: |
                                  apiVersion: apps/v1
                                  kind: Deployment
                                  metadata: {name: web}
                                  spec:
                                    replicas: 7
                    """));

    assertThat(source.origin("Deployment", "spec.replicas"))
        .isEqualTo("apps/web.yaml:18:27 (patch, rendered by helm)");
  }

  @Test
  void rendersASourceAtMostTwelveTimes() throws IOException {
    StringBuilder values = new StringBuilder();
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      values.append("k%d: true\n".formatted(i));
      data.append("  k%d: {{ .Values.k%d | quote }}\n".formatted(i, i));
    }
    TracedSource source =
        TracedSource.of(
            List.of(
                new HelmConfig(
                    "charts/web",
                    "web",
                    "shop",
                    List.of(),
                    Value.Obj.EMPTY,
                    new Place("drift.yaml", 1, 1, 0, 0, false))),
            "charts/web/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 1.0.0\n",
            "charts/web/values.yaml",
            values.toString(),
            "charts/web/templates/web.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n" + data);

    assertThat(source.origin("ConfigMap", "data.k39"))
        .isEqualTo("charts/web/values.yaml:40:6 (default of the chart for k39, rendered by helm)");
    assertThat(source.renders()).isEqualTo(1);
    assertThat(source.origin("ConfigMap", "metadata.name")).isEmpty();
    assertThat(source.renders()).isLessThanOrEqualTo(12);
  }
}
