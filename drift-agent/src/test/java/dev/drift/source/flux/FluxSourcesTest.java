package dev.drift.source.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Unrendered;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which files are those that Flux deploys, if no bootstrap says it.
class FluxSourcesTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web, namespace: shop}
      data: {a: b}
      """;

  private static SourceRepository repository(String url) {
    return new SourceRepository(List.of(url), Optional.of(COMMIT), Set.of("main"));
  }

  private static String git(String url, String ref) {
    return """
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: {name: platform, namespace: flux-system}
    spec: {url: '%s', ref: %s}
    """
        .formatted(url, ref);
  }

  /// Of the folder apps, with labels of its own.
  private static String kustomization(String source, String path) {
    return """
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: {name: apps, namespace: flux-system}
    spec:
      path: %s
      sourceRef: %s
      commonMetadata: {labels: {team: shop}}
    """
        .formatted(path, source);
  }

  private static final String PLATFORM = "{kind: GitRepository, name: platform}";

  private static Rendered render(
      SourceRepository repository, List<String> paths, String... namesAndTexts) throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
            new RenderRequest(
                paths, List.of(), "", KnownFiles.NONE, List.of(), ClusterFacts.NONE, repository));
  }

  /// Those of the label, which only Flux sets.
  private static List<String> labelled(Rendered rendered) {
    return rendered.manifests().stream()
        .filter(
            it ->
                it.content()
                    .object("metadata")
                    .object("labels")
                    .text("team")
                    .equals(Optional.of("shop")))
        .map(it -> it.kind() + " " + it.name())
        .toList();
  }

  private static List<String> maps(Rendered rendered) {
    return rendered.manifests().stream()
        .filter(it -> it.kind().equals("ConfigMap"))
        .map(it -> it.name())
        .toList();
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  @Test
  void aSourceWithTheUrlOfTheRepositoryIsTheRepository() throws IOException {
    for (String ref : List.of("{branch: main}", "{commit: %s}".formatted(COMMIT), "{}")) {
      Rendered rendered =
          render(
              repository("https://git.example.com/org/platform"),
              List.of(),
              "flux/apps.yaml",
              git("ssh://git@git.example.com/org/platform.git", ref)
                  + kustomization(PLATFORM, "./apps"),
              "apps/web.yaml",
              MAP);

      assertThat(reasons(rendered)).as(ref).isEmpty();
      assertThat(labelled(rendered)).as(ref).containsExactly("ConfigMap web");
    }
  }

  /// What is in the folder is not what is deployed.
  @Test
  void anotherRevisionOfTheRepositoryIsUnknown() throws IOException {
    for (String ref : List.of("{branch: prod}", "{semver: '>=1'}", "{tag: v1}")) {
      Rendered rendered =
          render(
              repository("https://git.example.com/org/platform"),
              List.of(),
              "flux/apps.yaml",
              git("https://git.example.com/org/platform", ref) + kustomization(PLATFORM, "./apps"),
              "apps/web.yaml",
              MAP);

      assertThat(maps(rendered)).as(ref).isEmpty();
      assertThat(reasons(rendered))
          .as(ref)
          .containsExactly(
              "The Flux Kustomization flux-system/apps was not rendered: its source GitRepository"
                  + " flux-system/platform is another revision of the repository. What it declares is"
                  + " unknown.");
    }
  }

  @Test
  void anotherRepositoryHasNothingToDoWithAFolderOfThatName() throws IOException {
    Rendered rendered =
        render(
            repository("https://git.example.com/org/platform"),
            List.of(),
            "flux/apps.yaml",
            git("https://git.example.com/org/other", "{branch: main}")
                + kustomization(PLATFORM, "./apps"),
            "apps/web.yaml",
            MAP);

    assertThat(maps(rendered)).containsExactly("web");
    assertThat(labelled(rendered)).isEmpty();
    assertThat(reasons(rendered)).hasSize(1);
  }

  /// An artifact may be made of a folder of the repository, so its paths start there.
  @Test
  void whatAnArtifactMayBeMadeOfIsNotReadAsManifests() throws IOException {
    Rendered rendered =
        render(
            repository("https://git.example.com/org/platform"),
            List.of(),
            "flux/apps.yaml",
            kustomization("{kind: ExternalArtifact, name: infrastructure}", "./apps"),
            "infrastructure/apps/web.yaml",
            MAP,
            "other/web.yaml",
            MAP.replace("web", "other"));

    assertThat(maps(rendered)).containsExactly("other");
    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: its source ExternalArtifact"
                + " flux-system/infrastructure is not a repository. What it declares is unknown.");
  }

  @Test
  void aFolderThatIsNamedIsDeployedAsAKustomizationElsewhereSays() throws IOException {
    Rendered rendered =
        render(
            repository("https://git.example.com/org/platform"),
            List.of("apps"),
            "flux/apps.yaml",
            git("https://git.example.com/org/platform", "{branch: main}")
                + kustomization(PLATFORM, "./apps"),
            "apps/web.yaml",
            MAP);

    assertThat(reasons(rendered)).isEmpty();
    assertThat(labelled(rendered)).containsExactly("ConfigMap web");
  }

  @Test
  void aFolderThatSeveralClustersDeployIsUnknown() throws IOException {
    Rendered rendered =
        render(
            repository("https://git.example.com/org/platform"),
            List.of("apps"),
            "prod/apps.yaml",
            git("https://git.example.com/org/platform", "{branch: main}")
                + kustomization(PLATFORM, "./apps"),
            "staging/apps.yaml",
            kustomization(PLATFORM, "./apps"),
            "apps/web.yaml",
            MAP);

    assertThat(maps(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .hasSize(2)
        .allMatch(it -> it.contains("is declared for 2 clusters"));
  }

  @Test
  void whatASecretNamesIsUnknown() throws IOException {
    String secret =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: keys, namespace: flux-system}
        stringData: {TOKEN: hunter2}
        ---
        """;
    for (String object :
        List.of(
            MAP.replace("name: web", "name: '${TOKEN}'"),
            MAP.replace("namespace: shop", "namespace: '${TOKEN}'"),
            MAP.replace("{a: b}", "{'${TOKEN}': b}"))) {
      Rendered rendered =
          render(
              repository("https://git.example.com/org/platform"),
              List.of(),
              "flux/apps.yaml",
              secret
                  + git("https://git.example.com/org/platform", "{branch: main}")
                  + kustomization(PLATFORM, "./apps")
                  + "  postBuild: {substituteFrom: [{kind: Secret, name: keys}]}\n",
              "apps/web.yaml",
              object);

      assertThat(maps(rendered)).as(object).isEmpty();
      assertThat(reasons(rendered))
          .as(object)
          .containsExactly(
              "An object that the Flux Kustomization flux-system/apps builds has a value of a Secret"
                  + " in its name, or in a name within it. What it declares is unknown.");
    }
  }

  @Test
  void noSentenceQuotesWhatASecretNames() throws IOException {
    Rendered rendered =
        render(
            repository("https://git.example.com/org/platform"),
            List.of(),
            "flux/apps.yaml",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: keys, namespace: flux-system}
            stringData: {TOKEN: hunter2}
            ---
            """
                + git("https://git.example.com/org/platform", "{branch: main}")
                + kustomization(PLATFORM, "./apps")
                + "  postBuild: {substituteFrom: [{kind: Secret, name: keys}]}\n",
            "apps/web.yaml",
            kustomization(PLATFORM, "'./${TOKEN}'").replace("name: apps", "name: web"));

    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/web was not rendered: its spec has values of Secrets,"
                + " which no sentence may show. What it declares is unknown.");
  }
}
