package dev.drift.source.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.RenderTools;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.DiskTree;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
      "overlays/aws/kustomization.yaml",
          "resources: [../../base]\nimages: [{name: web, newTag: aws}]\n",
      "overlays/gcp/kustomization.yaml",
          "resources: [../../base]\nimages: [{name: web, newTag: gcp}]\n"
    };

    Rendered whole = render(List.of(), files);

    assertThat(names(whole)).isEmpty();
    assertThat(reasons(whole))
        .containsExactly(
            "The kustomization overlays/aws was not built: it declares some of the same objects as"
                + " overlays/gcp/kustomization.yaml with other content, such as the Deployment web, so"
                + " only one of them can be deployed here; name it with --path or in drift.yaml."
                + " What it declares is unknown.",
            "The kustomization overlays/gcp was not built: it declares some of the same objects as"
                + " overlays/aws/kustomization.yaml with other content, such as the Deployment web, so"
                + " only one of them can be deployed here; name it with --path or in drift.yaml."
                + " What it declares is unknown.");

    Rendered one = render(List.of("overlays/gcp"), files);

    assertThat(reasons(one)).isEmpty();
    assertThat(names(one)).containsExactly("ConfigMap /unused", "Deployment /web");
    assertThat(one.elsewhere().unrendered())
        .extracting(it -> it.place().file())
        .containsExactly("overlays/aws/kustomization.yaml");
  }

  /// Tests of an overlay are often below it.
  @Test
  void theKustomizationOfTheNamedFolderComesBeforeVariantsBelowIt() throws IOException {
    String[] files = {
      "shop/kustomization.yaml", "resources: [base]\n",
      "shop/base/kustomization.yaml", "resources: [web.yaml]\n",
      "shop/base/web.yaml", DEPLOYMENT,
      "shop/tests/all/kustomization.yaml",
          "resources: [../../base]\nimages: [{name: web, newTag: test}]\n",
      "shop/tests/more/kustomization.yaml",
          "resources: [../../base]\nimages: [{name: web, newTag: more}]\n"
    };

    Rendered named = render(List.of("shop"), files);

    assertThat(reasons(named)).isEmpty();
    assertThat(manifest(named, "web").content().toString())
        .doesNotContain("web:test")
        .doesNotContain("web:more");
    assertThat(named.skipped())
        .extracting(it -> it.place().file() + ": " + it.reason())
        .containsExactly(
            "shop/tests/all/kustomization.yaml: The kustomization declares some of the same objects"
                + " as shop/kustomization.yaml, whose folder is named; to compare it, name its folder"
                + " instead.",
            "shop/tests/more/kustomization.yaml: The kustomization declares some of the same objects"
                + " as shop/kustomization.yaml, whose folder is named; to compare it, name its folder"
                + " instead.");

    assertThat(reasons(render(List.of("shop/tests"), files)))
        .hasSize(2)
        .allMatch(it -> it.contains("only one of them can be deployed here"));
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

  /// What includes it stands before it, in the order of files.
  @Test
  void aFolderThatIsNamedIsBuiltWhoeverIncludesIt() throws IOException {
    String[] files = {
      "a/kustomization.yaml", "resources: [../base, ../base/sub]\nnamePrefix: a-\n",
      "base/kustomization.yaml", "resources: [web.yaml, sub]\n",
      "base/web.yaml", map("web"),
      "base/sub/kustomization.yaml", "resources: [sub.yaml]\n",
      "base/sub/sub.yaml", map("sub")
    };

    for (String path : List.of("base", "base/kustomization.yaml")) {
      Rendered rendered = render(List.of(path), files);

      assertThat(reasons(rendered)).as(path).isEmpty();
      assertThat(names(rendered))
          .as(path)
          .containsExactlyInAnyOrder("ConfigMap shop/sub", "ConfigMap shop/web");
    }
    Rendered sub = render(List.of("base/sub"), files);

    assertThat(reasons(sub)).isEmpty();
    assertThat(names(sub)).containsExactly("ConfigMap shop/sub");
  }

  /// Kustomize refuses files that say nothing at all.
  @Test
  void aKustomizationWithoutResourcesIsListed() throws IOException {
    Rendered rendered =
        render(List.of(), "app/kustomization.yaml", "namespace: shop\nresources: []\n");

    assertThat(names(rendered)).isEmpty();
    assertThat(reasons(rendered)).isEmpty();
    assertThat(skipped(rendered))
        .containsExactly("app/kustomization.yaml: kustomize builds no resources from it.");
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

  private static final String NAMESPACE =
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n";

  private static String map(String name) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: shop}\n"
        .formatted(name);
  }

  private static List<String> declaredElsewhere(Rendered rendered) {
    return rendered.elsewhere().manifests().stream()
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .toList();
  }

  private static List<String> skipped(Rendered rendered) {
    return rendered.skipped().stream().map(it -> it.place().file() + ": " + it.reason()).toList();
  }

  @Test
  void whatSeveralDeclareAlikeIsComparedOnce() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "a/kustomization.yaml",
            "resources: [ns.yaml, cm.yaml]\n",
            "a/ns.yaml",
            NAMESPACE,
            "a/cm.yaml",
            map("a"),
            "b/kustomization.yaml",
            "resources: [ns.yaml, cm.yaml]\n",
            "b/ns.yaml",
            NAMESPACE,
            "b/cm.yaml",
            map("b"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered))
        .containsExactly("Namespace /shop", "ConfigMap shop/a", "ConfigMap shop/b");
  }

  @Test
  void filesThatNoKustomizationNamesAreDeclaredElsewhere() throws IOException {
    String[] files = {
      "app/kustomization.yaml", "resources: [cm.yaml]\n",
      "app/cm.yaml", map("named"),
      "app/extra/more.yaml", map("unnamed"),
      "app/extra/values.yaml", "replicas: 3\n",
      "app/extra/broken.yaml", "kind: [\n",
      "app/chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n",
      "app/chart/templates/cm.yaml", map("charted")
    };

    Rendered rendered = render(List.of(), files);

    assertThat(names(rendered)).containsExactly("ConfigMap shop/named");
    assertThat(declaredElsewhere(rendered)).containsExactly("ConfigMap shop/unnamed");
    assertThat(skipped(rendered))
        .containsExactly(
            "app/extra/more.yaml: The file is below a kustomization, and none names it; to compare"
                + " it, name it with --path.");
    assertThat(rendered.unrendered())
        .extracting(it -> it.kind() + " " + it.place().file())
        .containsExactly("HELM_CHART app/chart/Chart.yaml");
    assertThat(rendered.elsewhere().unrendered())
        .extracting(it -> it.kind() + " " + it.place().file())
        .containsExactly("INVALID app/extra/broken.yaml");

    for (String path : List.of("app/extra/more.yaml", "app/extra")) {
      Rendered named = render(List.of(path), files);

      assertThat(names(named)).as(path).containsExactly("ConfigMap shop/unnamed");
    }
  }

  @Test
  void whatKustomizeDoesNotBuildTakesItsFolder() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "app/kustomization.yaml",
            "resources: [missing.yaml]\n",
            "app/extra.yaml",
            map("unnamed"));

    assertThat(names(rendered)).isEmpty();
    assertThat(declaredElsewhere(rendered)).isEmpty();
    assertThat(skipped(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The kustomization app was not built: resources names missing.yaml, which is not in this"
                + " repository. What it declares is unknown.");
  }

  @Test
  void filesThatNoBuildReadsMayHaveAnyName() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "app/kustomization.yaml",
            "resources: [cm.yaml]\n",
            "app/cm.yaml",
            map("named"),
            "app/" + "x".repeat(300) + ".txt",
            "");

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered)).containsExactly("ConfigMap shop/named");
  }

  @Test
  void aFileThatCannotBeCopiedOnlyFailsItsKustomization() throws IOException {
    String name = "x".repeat(300) + ".yaml";
    Rendered rendered =
        render(
            List.of(),
            "app/kustomization.yaml",
            "resources: [" + name + "]\n",
            "app/" + name,
            map("long"),
            "ns.yaml",
            NAMESPACE);

    assertThat(names(rendered)).containsExactly("Namespace /shop");
    assertThat(reasons(rendered))
        .singleElement()
        .asString()
        .startsWith("The kustomization app was not built: app/xxxx")
        .endsWith("xxx.yaml could not be copied: File name too long. What it declares is unknown.");
  }

  @Test
  void linksOutOfTheFolderAreRefusedAsKustomizeDoes(@TempDir Path folder) throws IOException {
    for (String at : List.of("a", "b")) {
      Files.createDirectories(folder.resolve(at));
    }
    Files.writeString(folder.resolve("a/kustomization.yaml"), "resources: [x.yaml]\n");
    Files.writeString(folder.resolve("b/kustomization.yaml"), "resources: [y.yaml]\n");
    Files.writeString(folder.resolve("b/x.yaml"), map("x"));
    Files.createSymbolicLink(folder.resolve("a/x.yaml"), Path.of("../b/x.yaml"));
    Files.createSymbolicLink(folder.resolve("b/y.yaml"), Path.of("x.yaml"));

    Rendered rendered =
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
            .render(
                new SourceTree(new DiskTree(folder), TreeLimits.DEFAULT),
                new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE));

    assertThat(reasons(rendered))
        .containsExactly(
            "The kustomization a was not built: resources names x.yaml, a link to a file outside of"
                + " the folder of the kustomization, which kustomize does not read. What it declares"
                + " is unknown.");
    assertThat(names(rendered)).containsExactly("ConfigMap shop/x");
  }

  @Test
  void valuesOfSecretsThatAreCopiedAreHidden() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "kustomization.yaml",
            """
            resources: [cm.yaml, s.yaml]
            secretGenerator: [{name: gen, literals: ["word=hunter2SuperSecretValue9"]}]
            replacements:
            - source: {kind: Secret, name: s, fieldPath: stringData.word}
              targets: [{select: {kind: ConfigMap, name: victim}, fieldPaths: [data.a]}]
            - source: {kind: Secret, name: gen, fieldPath: data.word}
              targets: [{select: {kind: ConfigMap, name: victim}, fieldPaths: [data.b], options: {create: true}}]
            """,
            "cm.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: victim}\ndata: {a: b, c: d}\n",
            "s.yaml",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {word: correcthorsebattery}\n");

    Manifest victim = manifest(rendered, "victim");
    assertThat(victim.content().object("data").text("a")).contains("correcthorsebattery");
    assertThat(victim.content().object("data").text("b"))
        .contains("aHVudGVyMlN1cGVyU2VjcmV0VmFsdWU5");
    assertThat(victim.secrets())
        .containsExactlyInAnyOrder(
            dev.drift.model.value.Path.of("data", "a"), dev.drift.model.value.Path.of("data", "b"));
  }

  @Test
  void aBaseThatIsNotValidIsNotCalledMissing() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "base/kustomization.yaml",
            "resources: [cm.yaml]\nResources: [cm.yaml]\n",
            "base/cm.yaml",
            map("a"),
            "over/kustomization.yaml",
            "resources: [../base]\n");

    assertThat(reasons(rendered))
        .contains(
            "The kustomization over was not built: resources names ../base, whose file"
                + " base/kustomization.yaml is not one YAML mapping without doubled keys. What it"
                + " declares is unknown.");
  }

  @Test
  void severalKustomizationFilesOfOneFolderAreRefusedByKustomize() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            "app/kustomization.yaml",
            "resources: [cm.yaml]\n",
            "app/kustomization.yml",
            "resources: [cm.yaml]\n",
            "app/cm.yaml",
            map("a"));

    assertThat(names(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .singleElement()
        .asString()
        .startsWith("The kustomization app was not built: kustomize ended with exit code 1:")
        .contains("Found multiple kustomization files");
  }
}
