package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.model.Problem;
import dev.drift.pipeline.request.CheckRequestBuilder;
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

  private CheckRequestBuilder request() {
    return CheckRequestBuilder.of(
            new LiveRequest.FromSnapshot(
                Golden.repository().resolve("examples/snapshots/lakehouse.json.gz")),
            CheckRequestBuilder.source(folder))
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
                + " two",
            "ClusterRole reader is declared twice, also at all.yaml:13:1; delete one of the two");
    assertThat(problems(render(request().namespaces(List.of("web"))))).isEmpty();
    assertThat(problems(render(request().namespaces(List.of("default")))))
        .containsExactly(
            "ConfigMap default/unnamed is declared twice, also at all.yaml:9:1; delete one of the"
                + " two");
  }

  @Test
  void aFolderThatAnotherKustomizationIncludesIsBuiltIfItIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("base"));
    Files.writeString(folder.resolve("a/kustomization.yaml"), "resources: [../base]\n");
    Files.writeString(folder.resolve("base/kustomization.yaml"), "resources: [cm.yaml]\n");
    Files.writeString(
        folder.resolve("base/cm.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\n");
    var source =
        new dev.drift.pipeline.request.GitRequest(
            folder.toString(), java.util.Optional.empty(), List.of("base"));

    RenderedSources rendered =
        render(
            CheckRequestBuilder.of(
                    new LiveRequest.FromSnapshot(
                        Golden.repository().resolve("examples/snapshots/lakehouse.json.gz")),
                    source)
                .key(Golden.repository().resolve("examples/snapshots/example.key")));

    assertThat(rendered.unrendered()).isEmpty();
    assertThat(rendered.manifests()).extracting(it -> it.name()).containsExactly("cm");
  }
}
