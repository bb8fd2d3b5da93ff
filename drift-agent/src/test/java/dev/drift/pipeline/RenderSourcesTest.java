package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `drift render` and `drift sources` show.
class RenderSourcesTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("all.yaml"),
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: web}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: named, namespace: web}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: unnamed}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: reader}
        ---
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: one}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec: {group: example.com, scope: Cluster, names: {kind: Widget}}
        """);
  }

  private CheckRequestBuilder request(String... paths) {
    return CheckRequestBuilder.of(
            new LiveRequest.FromSnapshot(
                Golden.repository().resolve("examples/snapshots/lakehouse.json.gz")),
            new GitRequest(folder.toString(), Optional.empty(), List.of(paths)))
        .key(Golden.repository().resolve("examples/snapshots/example.key"));
  }

  private RenderedSources render(CheckRequestBuilder request) {
    Agent agent =
        new Agent(
            Map.of("HOME", folder.toString()),
            false,
            InstantSource.system(),
            () -> "1",
            new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools()));
    return new RenderSources(agent, Progress.NONE).run(request.build());
  }

  private List<String> names(CheckRequestBuilder request) {
    return render(request).manifests().stream()
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .toList();
  }

  @Test
  void showsWhatIsInTheNamespaces() {
    assertThat(names(request())).hasSize(6);
    assertThat(names(request().namespaces(List.of("web"))))
        .containsExactly("Namespace /web", "ConfigMap web/named");
    assertThat(names(request().namespaces(List.of("default"))))
        .as("of what names none, only what has one")
        .containsExactly("ConfigMap /unnamed");
    assertThat(names(request().namespaces(List.of("web")).defaultNamespace("web")))
        .containsExactly("Namespace /web", "ConfigMap web/named", "ConfigMap /unnamed");
    assertThat(names(request().namespaces(List.of("none")))).isEmpty();
  }

  private static List<String> problems(RenderedSources rendered) {
    return rendered.problems().stream().map(Problem::message).toList();
  }

  @Test
  void valuesOfAReleaseAreNotLeftOut() throws IOException {
    Files.writeString(
        folder.resolve("drift.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Config
        sources:
          - helm:
              - {chart: charts/web, release: web, namespace: web, valueFiles: [prod.yaml]}
        """);
    Path chart = Files.createDirectories(folder.resolve("charts/web/templates"));
    Files.writeString(
        chart.resolveSibling("Chart.yaml"), "{apiVersion: v2, name: web, version: 1.0.0}");
    Files.writeString(
        chart.resolve("map.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Values.name }}}\n");
    Files.writeString(folder.resolve("prod.yaml"), "name: named-by-values\n");
    Files.writeString(folder.resolve("unused.yaml"), "name: of-nothing\n");

    RenderedSources rendered = render(request());

    assertThat(rendered.manifests()).extracting(Manifest::name).contains("named-by-values");
    assertThat(rendered.skipped())
        .extracting(it -> it.place().file())
        .containsExactly("unused.yaml");
  }

  /// Kustomizations, their sources and HelmReleases are all looked up in it.
  @Test
  void saysOnceThatThereIsNoCluster() {
    CheckRequestBuilder request =
        CheckRequestBuilder.of(
            new LiveRequest.FromCluster(
                Optional.of(folder.resolve("kubeconfig")), Optional.empty()),
            new GitRequest(
                Golden.repository().resolve("examples/lakehouse-flux").toString(),
                Optional.empty(),
                List.of("clusters/minikube")));
    assertThat(problems(render(request)))
        .filteredOn(it -> it.contains("Which commits Flux has applied is not known"))
        .singleElement()
        .asString()
        .contains("kubeconfig");
  }

  /// As a check would compare them: one names the default namespace.
  @Test
  void saysWhatIsDeclaredTwice() throws IOException {
    Files.writeString(
        folder.resolve("more.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: unnamed, namespace: default}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: reader, namespace: web}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: named, namespace: other}
        """);

    assertThat(problems(render(request())))
        .containsExactly(
            "ConfigMap default/unnamed is declared twice, also at all.yaml:9:1; delete one of the"
                + " two, or name the files of this cluster with --path",
            "ClusterRole reader is declared twice, also at all.yaml:13:1; delete one of the two, or name the files of this cluster with --path");
    assertThat(problems(render(request().namespaces(List.of("web"))))).isEmpty();
    assertThat(problems(render(request().namespaces(List.of("default")))))
        .containsExactly(
            "ConfigMap default/unnamed is declared twice, also at all.yaml:9:1; delete one of the"
                + " two, or name the files of this cluster with --path");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  /// What they name is read wherever it is.
  @Test
  void saysNothingOfWhatIsOutsideOfThePaths() throws IOException {
    String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: NAME}\n";
    write("apps/one.yaml", map.replace("NAME", "one"));
    write("apps/two.yaml", map.replace("NAME", "two"));
    write("apps/over/kustomization.yaml", "resources: [../../base]\nnamePrefix: my-\n");
    write("base/kustomization.yaml", "resources: [base.yaml]\n");
    write("base/base.yaml", map.replace("NAME", "base"));
    write("base/more.yaml", map.replace("NAME", "more"));
    write("broken/broken.yaml", "a: [\n");
    write("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n");
    write("other/kustomization.yaml", "resources: [../apps/two.yaml]\n");

    RenderedSources rendered = render(request("apps"));

    assertThat(rendered.manifests())
        .extracting(it -> it.name())
        .containsExactlyInAnyOrder("one", "my-base");
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.skipped()).isEmpty();
    assertThat(rendered.unrendered())
        .extracting(it -> it.reason())
        .containsExactly(
            "The kustomization other was not built: it is not below what --path or drift.yaml names;"
                + " name its folder. What it declares is unknown.");
  }

  @Test
  void aFolderThatAnotherKustomizationIncludesIsBuiltIfItIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("base"));
    Files.writeString(folder.resolve("a/kustomization.yaml"), "resources: [../base]\n");
    Files.writeString(folder.resolve("base/kustomization.yaml"), "resources: [cm.yaml]\n");
    Files.writeString(
        folder.resolve("base/cm.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\n");

    RenderedSources rendered = render(request("base"));

    assertThat(rendered.unrendered()).isEmpty();
    assertThat(rendered.manifests()).extracting(it -> it.name()).containsExactly("cm");
  }
}
