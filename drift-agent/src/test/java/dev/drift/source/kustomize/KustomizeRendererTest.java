package dev.drift.source.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.RenderTools;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Kustomizations of a source, built by the real kustomize.
class KustomizeRendererTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: unused}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: web}]}
      """;

  private static Rendered render(List<String> paths, String... namesAndTexts) throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
            new RenderRequest(paths, List.of(), "", KnownFiles.NONE));
  }

  private static List<String> names(Rendered rendered) {
    return rendered.manifests().stream()
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .toList();
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  @Test
  void buildsAnOverlayWithItsBase() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "base/kustomization.yaml",
            "resources: [web.yaml]\n",
            "base/web.yaml",
            DEPLOYMENT,
            "prod/kustomization.yaml",
            """
            namespace: shop
            resources: [../base]
            images: [{name: web, newTag: "7"}]
            configMapGenerator: [{name: settings, literals: [mode=prod]}]
            """,
            "other.yaml",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");

    assertThat(rendered.problems()).isEmpty();
    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered))
        .containsExactlyInAnyOrder(
            "Namespace /shop",
            "ConfigMap shop/settings-mgc92dd9c6",
            "ConfigMap shop/unused",
            "Deployment shop/web");
    assertThat(rendered.renderers()).containsExactly("plain", "kustomize v5.8.1");
  }

  /// Its first document is another resource: the place is that of the Deployment.
  @Test
  void knowsTheFileAndLineOfAResource() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "base/kustomization.yaml",
            "resources: [web.yaml]\n",
            "base/web.yaml",
            DEPLOYMENT,
            "prod/kustomization.yaml",
            """
            namePrefix: my-
            resources: [../base]
            configMapGenerator: [{name: settings, literals: [mode=prod]}]
            """);

    Manifest web = manifest(rendered, "my-web");
    assertThat(web.origin().start()).hasToString("base/web.yaml:5:1 (rendered by kustomize)");
    assertThat(web.origin().files()).containsExactly("prod/kustomization.yaml", "base/web.yaml");
    assertThat(web.content().object("metadata").fields()).doesNotContainKey("annotations");
    Manifest settings =
        rendered.manifests().stream()
            .filter(it -> it.name().startsWith("my-settings-"))
            .findFirst()
            .orElseThrow();
    assertThat(settings.origin().start().place().orElseThrow().file())
        .isEqualTo("prod/kustomization.yaml");
  }

  private static Manifest manifest(Rendered rendered, String name) {
    return rendered.manifests().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Whoever marks origins on purpose has these annotations in the cluster.
  @Test
  void keepsOriginsThatTheRepositoryAsksFor() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "kustomization.yaml",
            "buildMetadata: [originAnnotations]\nresources: [web.yaml]\n",
            "web.yaml",
            DEPLOYMENT);

    assertThat(
            manifest(rendered, "web").content().object("metadata").object("annotations").fields())
        .containsKey("config.kubernetes.io/origin");
  }

  @Test
  void overlaysForSeveralPlacesAreNotDeployedTogether() throws IOException {
    String[] files = {
      "base/kustomization.yaml", "resources: [web.yaml]\n",
      "base/web.yaml", DEPLOYMENT,
      "overlays/aws/kustomization.yaml", "resources: [../../base]\n",
      "overlays/gcp/kustomization.yaml", "resources: [../../base]\n"
    };

    Rendered whole = render(List.of(), files);

    assertThat(names(whole)).isEmpty();
    assertThat(reasons(whole))
        .containsExactly(
            "The kustomization overlays/aws was not built: it declares some of the same objects as"
                + " overlays/gcp/kustomization.yaml, so only one of them can be deployed here; name it"
                + " with --path or in drift.yaml. What it declares is unknown.",
            "The kustomization overlays/gcp was not built: it declares some of the same objects as"
                + " overlays/aws/kustomization.yaml, so only one of them can be deployed here; name it"
                + " with --path or in drift.yaml. What it declares is unknown.");

    Rendered one = render(List.of("overlays/gcp"), files);

    assertThat(reasons(one)).isEmpty();
    assertThat(names(one)).containsExactly("ConfigMap /unused", "Deployment /web");
    assertThat(one.elsewhere().unrendered())
        .extracting(it -> it.place().file())
        .containsExactly("overlays/aws/kustomization.yaml");
  }

  @Test
  void aBaseThatIsNamedIsBuilt() throws IOException {
    Rendered rendered =
        render(
            List.of("base"),
            "base/kustomization.yaml",
            "resources: [web.yaml]\n",
            "base/web.yaml",
            DEPLOYMENT,
            "prod/kustomization.yaml",
            "resources: [../base]\n");

    assertThat(names(rendered)).containsExactly("ConfigMap /unused", "Deployment /web");
  }

  @Test
  void remoteBasesAreNotFetched() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "kustomization.yaml",
            "resources:\n- https://robot:hunter2@git.example.com/base?ref=v1\n");

    assertThat(reasons(rendered))
        .singleElement()
        .asString()
        .startsWith("The kustomization at the root was not built: resources names https://")
        .contains("remote bases are not fetched")
        .doesNotContain("hunter2");
    assertThat(rendered.unrendered().getFirst().place().line()).isEqualTo(2);
  }

  @Test
  void whatKustomizeRefusesIsUnknown() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "kustomization.yaml",
            "resources: [web.yaml]\npatches: [{target: {kind: Deployment}, patch: 'password: hunter2-s3cr3t ['}]\n",
            "web.yaml",
            DEPLOYMENT);

    assertThat(names(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .singleElement()
        .asString()
        .startsWith(
            "The kustomization at the root was not built: kustomize ended with exit code 1:")
        .contains("unable to parse SM or JSON patch")
        .doesNotContain("hunter2");
  }

  @Test
  void chartsAndProgramsAreNotRun() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "a/kustomization.yaml",
            "helmCharts: [{name: trino, repo: https://example.com, version: 1.0.0}]\n",
            "b/kustomization.yaml",
            "generators: [g.yaml]\n",
            "b/g.yaml",
            """
            apiVersion: example.com/v1
            kind: Anything
            metadata:
              name: evil
              annotations:
                config.kubernetes.io/function: |
                  exec: {path: ./evil.sh}
            """,
            "b/evil.sh",
            "#!/bin/sh\necho 'apiVersion: v1'\n");

    assertThat(names(rendered)).isEmpty();
    assertThat(reasons(rendered)).hasSize(2).allMatch(it -> it.contains("was not built"));
  }

  @Test
  void withoutKustomizeItSaysWhatToInstall() throws IOException {
    Rendered rendered =
        new AutoRenderer(YamlLimits.DEFAULT, new RenderTools(Map.of(), Map.of("PATH", "/nowhere")))
            .render(
                new SourceTree(
                    MemoryTree.of(
                        "app/kustomization.yaml",
                        "resources: [web.yaml]\n",
                        "app/web.yaml",
                        DEPLOYMENT,
                        "ns.yaml",
                        "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"),
                    TreeLimits.DEFAULT),
                new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE));

    assertThat(names(rendered)).as("the rest is compared").containsExactly("Namespace /shop");
    assertThat(reasons(rendered))
        .containsExactly(
            "The kustomization app was not built: kustomize is not installed; install version v5.8.1"
                + " (go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1), or set"
                + " renderers.kustomize in drift.yaml. What it declares is unknown.");
  }

  @Test
  void aComponentIsOnlyBuiltAsPartOfOthers() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "app/kustomization.yaml",
            "resources: [web.yaml]\ncomponents: [../part]\n",
            "app/web.yaml",
            DEPLOYMENT,
            "part/kustomization.yaml",
            """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            namespace: shop
            """);

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered)).containsExactly("ConfigMap shop/unused", "Deployment shop/web");
  }

  @Test
  void whatNothingIncludesAndNothingBuildsSaysWhy() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "one/kustomization.yaml",
            "resources: [../two]\n",
            "two/kustomization.yaml",
            "resources: [../one]\n",
            "part/kustomization.yaml",
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n",
            "broken/kustomization.yaml",
            "resources: [\n");

    assertThat(reasons(rendered))
        .contains(
            "The kustomization one was not built: kustomizations include each other in a circle."
                + " What it declares is unknown.");
    assertThat(reasons(rendered)).noneMatch(it -> it.contains("part"));
    assertThat(reasons(rendered)).anyMatch(it -> it.contains("broken"));
    assertThat(rendered.skipped())
        .extracting(it -> it.place().file() + ": " + it.reason())
        .contains(
            "part/kustomization.yaml: A Component of kustomizations, which none that is built"
                + " includes.");
  }
}
