package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonWriter;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.tool.CountedPrograms;
import dev.drift.tree.MemoryTree;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Argo CD deploys from an unchanged repository is not rendered again.
class KnownApplicationsTest {
  private static final String KUSTOMIZE =
      "path: apps/web, kustomize: {replicas: [{name: web, count: %d}]}";

  private static final String HELM = "path: charts/web, helm: {valuesObject: {mode: %s, size: 1}}";

  @TempDir Path temp;

  private CountedPrograms programs;

  @BeforeEach
  void count() throws IOException {
    Files.createDirectory(temp.resolve("clone"));
    programs = new CountedPrograms(temp);
  }

  private Rendered render(String kustomize, String helm, String library) throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, programs.tools())
        .render(
            MemoryTree.of(
                    "argocd/web.yaml",
                    ArgoFixture.application("web", kustomize),
                    "argocd/chart.yaml",
                    ArgoFixture.application("chart", helm),
                    "apps/web/kustomization.yaml",
                    "resources: [web.yaml]\n",
                    "apps/web/web.yaml",
                    ArgoFixture.WEB,
                    "charts/web/Chart.yaml",
                    """
                    apiVersion: v2
                    name: web
                    version: 1.0.0
                    dependencies: [{name: library, version: 1.0.0, repository: "file://../library"}]
                    """,
                    "charts/web/templates/map.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    data: {mode: "{{ .Values.mode }}", from: '{{ include "from" . }}'}
                    """,
                    "charts/library/Chart.yaml",
                    "{apiVersion: v2, name: library, version: 1.0.0}",
                    "charts/library/templates/_from.tpl",
                    "{{ define \"from\" }}%s{{ end }}".formatted(library))
                .source(),
            new RenderRequest(
                    List.of(),
                    List.of(),
                    "",
                    KnownFiles.NONE,
                    List.of(),
                    new ArgoFixture.EmptyCluster(),
                    ArgoFixture.REPOSITORY)
                .with(BuildOutputs.of(temp.resolve("clone")), DecryptionKeys.NONE));
  }

  private static String contents(Rendered rendered) {
    assertThat(rendered.unrendered()).isEmpty();
    return rendered.manifests().stream()
        .filter(it -> !it.kind().equals("Application"))
        .map(it -> JsonWriter.text(it.content()))
        .toList()
        .toString();
  }

  @Test
  void theSecondRunStartsNoRenderer() throws IOException {
    String first = contents(render(KUSTOMIZE.formatted(3), HELM.formatted("plain"), "a"));
    assertThat(programs.starts()).contains("kustomize build", "helm template");

    String second = contents(render(KUSTOMIZE.formatted(3), HELM.formatted("plain"), "a"));

    assertThat(programs.starts()).isEmpty();
    assertThat(second)
        .isEqualTo(first)
        .contains("\"replicas\":3", "\"mode\":\"plain\"", "\"from\":\"a\"");
  }

  @Test
  void whatAnApplicationSetsIsRenderedAgain() throws IOException {
    render(KUSTOMIZE.formatted(3), HELM.formatted("plain"), "a");
    programs.starts();

    assertThat(contents(render(KUSTOMIZE.formatted(4), HELM.formatted("plain"), "a")))
        .contains("\"replicas\":4");
    assertThat(programs.starts()).contains("kustomize build").doesNotContain("helm template");

    assertThat(contents(render(KUSTOMIZE.formatted(4), HELM.formatted("other"), "a")))
        .contains("\"mode\":\"other\"");
    assertThat(programs.starts()).contains("helm template").doesNotContain("kustomize build");
  }

  /// It is copied into the chart only when helm misses it.
  @Test
  void aChartOfTheRepositoryThatItDependsOnIsRenderedAgain() throws IOException {
    render(KUSTOMIZE.formatted(3), HELM.formatted("plain"), "a");
    programs.starts();

    assertThat(contents(render(KUSTOMIZE.formatted(3), HELM.formatted("plain"), "b")))
        .contains("\"from\":\"b\"");
    assertThat(programs.starts()).contains("helm template").doesNotContain("kustomize build");
  }
}
