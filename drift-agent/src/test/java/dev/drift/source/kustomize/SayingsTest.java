package dev.drift.source.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.value.Path;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// To which file a rendered value leads.
class SayingsTest {
  private static final Path CONTAINER =
      Path.of("spec", "template", "spec", "containers").plus(Path.Key.of("name", "web"));

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: side, image: side}
            - {name: web, image: web, imagePullPolicy: Always}
      """;

  private static final String[] FILES = {
    "base/kustomization.yaml",
    "resources: [web.yaml]",
    "base/web.yaml",
    WEB,
    "prod/kustomization.yaml",
    """
    resources: [../base]
    images:
      - name: web
        newName: registry.example.com/web
        newTag: "2"
    replicas:
      - name: web
        count: 3
    patches:
      - path: limits.yaml
      - patch: |
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web}
          spec: {paused: true}
    """,
    "prod/limits.yaml",
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      minReadySeconds: 5
      template:
        spec:
          containers:
            - name: web
              workingDir: /srv
    """
  };

  private static String location(String prefix, Path path, String... files) throws IOException {
    Rendered rendered =
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
            .render(
                MemoryTree.of(files).source(),
                new RenderRequest(List.of(), List.of(), prefix, KnownFiles.NONE));
    Manifest manifest =
        rendered.manifests().stream()
            .filter(it -> it.kind().equals("Deployment"))
            .findFirst()
            .orElseThrow();
    return manifest.origin().nearest(path, manifest.content()).toString();
  }

  @Test
  void aPatchedValueLeadsToThePatch() throws IOException {
    assertThat(location("", Path.of("spec", "minReadySeconds"), FILES))
        .isEqualTo("prod/limits.yaml:5:20 (patch, rendered by kustomize)");
    assertThat(location("", CONTAINER.field("workingDir"), FILES))
        .isEqualTo("prod/limits.yaml:10:23 (patch, rendered by kustomize)");
    assertThat(location("shop/", Path.of("spec", "minReadySeconds"), FILES))
        .isEqualTo("shop/prod/limits.yaml:5:20 (patch, rendered by kustomize)");
  }

  @Test
  void aPatchInTheKustomizationLeadsToItsField() throws IOException {
    assertThat(location("", Path.of("spec", "paused"), FILES))
        .isEqualTo("prod/kustomization.yaml:11:12 (patch, rendered by kustomize)");
  }

  @Test
  void imagesAndReplicasLeadToTheirEntries() throws IOException {
    assertThat(location("", CONTAINER.field("image"), FILES))
        .isEqualTo("prod/kustomization.yaml:5:13 (images, rendered by kustomize)");
    assertThat(location("", Path.of("spec", "replicas"), FILES))
        .isEqualTo("prod/kustomization.yaml:8:12 (replicas, rendered by kustomize)");
  }

  /// The base says them.
  @Test
  void otherValuesLeadToTheResource() throws IOException {
    assertThat(location("", CONTAINER.field("imagePullPolicy"), FILES))
        .isEqualTo("base/web.yaml:1:1 (rendered by kustomize)");
  }

  /// A Kustomization of Flux builds the same.
  @Test
  void fluxLeadsThereToo() throws IOException {
    String[] files = Arrays.copyOf(FILES, FILES.length + 2);
    files[FILES.length] = "flux-system/sync.yaml";
    files[FILES.length + 1] =
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: shop, namespace: flux-system}
        spec: {path: prod, sourceRef: {kind: GitRepository, name: flux-system}}
        """;

    assertThat(location("", Path.of("spec", "replicas"), files))
        .isEqualTo("prod/kustomization.yaml:8:12 (replicas, rendered by flux)");
  }
}
