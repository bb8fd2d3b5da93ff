package dev.drift.source.flux;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Flux deploys from an unchanged repository is not rendered again, unless a value of it is
/// secret.
class KnownFluxBuildsTest {
  private static final String RELEASE =
      """
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: web, namespace: shop}
      spec:
        chart:
          spec:
            chart: ./charts/web
            sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
        values: {mode: plain}
      """;

  private static final String[] FILES = {
    "clusters/prod/sync.yaml",
    Bootstrap.SYNC,
    "clusters/prod/release.yaml",
    RELEASE,
    "charts/web/Chart.yaml",
    "{apiVersion: v2, name: web, version: 1.0.0}",
    "charts/web/templates/map.yaml",
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {mode: "{{ .Values.mode }}", random: "{{ randAlphaNum 8 }}"}
    """
  };

  @TempDir Path temp;

  private CountedPrograms programs;

  @BeforeEach
  void count() throws IOException {
    Files.createDirectory(temp.resolve("clone"));
    programs = new CountedPrograms(temp);
  }

  private Rendered render(String... namesAndTexts) throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, programs.tools())
        .render(
            MemoryTree.of(namesAndTexts).source(),
            new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE)
                .with(BuildOutputs.of(temp.resolve("clone")), DecryptionKeys.NONE));
  }

  private static List<String> contents(Rendered rendered) {
    return rendered.manifests().stream().map(it -> JsonWriter.text(it.content())).toList();
  }

  @Test
  void theSecondRunStartsNoRenderer() throws IOException {
    Rendered first = render(FILES);
    assertThat(first.unrendered()).isEmpty();
    assertThat(programs.starts())
        .containsExactly("kustomize build", "helm template", "helm template");

    Rendered second = render(FILES);

    assertThat(programs.starts()).isEmpty();
    assertThat(contents(second)).isEqualTo(contents(first)).hasSize(4);
    assertThat(second.renderers()).isEqualTo(first.renderers());
  }

  @Test
  void aReleaseWithValuesOfAConfigMapOfTheRepositoryIsNotRenderedAgain() throws IOException {
    String[] files = with("ConfigMap", "data: {values.yaml: \"{extra: one}\"}");
    Rendered first = render(files);
    programs.starts();

    Rendered second = render(files);

    assertThat(programs.starts()).isEmpty();
    assertThat(contents(second)).isEqualTo(contents(first));
    render(with("ConfigMap", "data: {values.yaml: \"{extra: two}\"}"));
    assertThat(programs.starts()).contains("helm template");
  }

  /// The release takes values from an object of the repository.
  private static String[] with(String kind, String data) {
    return Stream.concat(
            Stream.of(FILES)
                .map(
                    it ->
                        it.equals(RELEASE)
                            ? RELEASE + "  valuesFrom: [{kind: %s, name: login}]\n".formatted(kind)
                            : it),
            Stream.of(
                "clusters/prod/login.yaml",
                """
                apiVersion: v1
                kind: %s
                metadata: {name: login, namespace: shop}
                %s
                """
                    .formatted(kind, data)))
        .toArray(String[]::new);
  }

  /// Nothing that is made of a Secret is kept.
  @Test
  void aReleaseWithValuesOfASecretIsRenderedEachTime() throws IOException {
    String[] files = with("Secret", "stringData: {values.yaml: \"{password: hunter2}\"}");
    render(files);
    programs.starts();

    render(files);

    assertThat(programs.starts()).contains("helm template").doesNotContain("kustomize build");
    try (Stream<Path> kept = Files.walk(temp.resolve("clone"))) {
      for (Path file : kept.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("what helm made")
            .doesNotContain("random:");
      }
    }
  }
}
