package dev.drift.source.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTools;
import dev.drift.testkit.Renderer;
import dev.drift.tree.MemoryTree;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kustomizations that one Kustomization deploys are built side by side, each once.
class SideBySideKustomizationsTest {
  private static final String[] FILES = {
    "clusters/prod/sync.yaml",
    Bootstrap.SYNC,
    "clusters/prod/apps.yaml",
    kustomization("a") + "---\n" + kustomization("b") + "---\n" + kustomization("broken"),
    "apps/a/map.yaml",
    map("a"),
    "apps/b/map.yaml",
    map("b"),
    "apps/broken/kustomization.yaml",
    """
    resources: [map.yaml]
    patches:
      - target: {kind: ConfigMap}
        patch: |
          - {op: remove, path: /data/absent}
    """,
    "apps/broken/map.yaml",
    map("broken"),
  };

  private static String kustomization(String name) {
    return """
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: {name: %1$s, namespace: flux-system}
    spec: {path: apps/%1$s, sourceRef: {kind: GitRepository, name: flux-system}}
    """
        .formatted(name);
  }

  private static String map(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, namespace: shop}
    """
        .formatted(name);
  }

  @TempDir Path temp;

  @Test
  void theyAreBuiltSideBySideAndOnce() throws IOException {
    assumeTrue(
        Runtime.getRuntime().availableProcessors() > 1, "with one processor, nothing is parallel");
    Rendered rendered =
        new AutoRenderer(
                YamlLimits.DEFAULT,
                new RenderTools(Map.of(RenderProgram.KUSTOMIZE, kustomize()), Map.of()))
            .render(
                MemoryTree.of(FILES).source(),
                new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE));

    assertThat(Files.readAllLines(temp.resolve("builds")))
        .containsExactlyInAnyOrder("clusters/prod", "apps/a", "apps/b", "apps/broken");
    assertThat(rendered.manifests().stream().filter(it -> it.kind().equals("ConfigMap")))
        .extracting(Manifest::name)
        .containsExactly("a", "b");
    assertThat(rendered.unrendered())
        .extracting(Unrendered::reason)
        .singleElement()
        .asString()
        .contains("flux-system/broken", "/data/absent");
  }

  /// Writes down what it builds. Of the apps, it builds none before another one is being built.
  private Path kustomize() throws IOException {
    Path script = temp.resolve("kustomize");
    Path builds = Files.createFile(temp.resolve("builds"));
    Files.writeString(
        script,
        """
        #!/bin/sh
        PATH=/usr/bin:/bin
        builds=%s
        if [ "$1" = build ]; then
          echo "$2" >> "$builds"
          case $2 in
            apps/*)
              tries=0
              while [ "$(grep -c apps "$builds")" -lt 2 ]; do
                tries=$((tries + 1))
                [ $tries -lt 300 ] || { echo 'nothing else is built' >&2; exit 1; }
                sleep 0.1
              done ;;
          esac
        fi
        exec %s "$@"
        """
            .formatted(builds, Renderer.KUSTOMIZE.path()));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
