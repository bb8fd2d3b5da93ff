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
import java.util.Map;
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

  /// Its path is the root, which this repository has too.
  @Test
  void theRootOfASourceIsThisOneOnlyByItsUrlAndRevision() throws IOException {
    String oci =
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: OCIRepository
        metadata: {name: apps, namespace: flux-system}
        spec: {url: 'oci://registry.example.com/apps', ref: {tag: v1}}
        """;
    String branch =
        git("https://git.example.com/org/platform", "{branch: tenants}")
            .replace("platform,", "apps,");
    Map<String, String> whyBySource =
        Map.of(
            oci + kustomization("{kind: OCIRepository, name: apps}", "./"),
            "OCIRepository flux-system/apps is another repository, oci://registry.example.com/apps",
            branch + kustomization("{kind: GitRepository, name: apps}", "./"),
            "GitRepository flux-system/apps is another revision of the repository");

    for (Map.Entry<String, String> each : whyBySource.entrySet()) {
      Rendered rendered =
          render(
              repository("https://git.example.com/org/platform"),
              List.of(),
              "tenants/apps.yaml",
              each.getKey(),
              "web/web.yaml",
              MAP);

      assertThat(reasons(rendered))
          .containsExactly(
              "The Flux Kustomization flux-system/apps was not rendered: its source %s. What it declares is unknown."
                  .formatted(each.getValue()));
      assertThat(labelled(rendered)).isEmpty();
      assertThat(maps(rendered)).containsExactly("web");
    }
  }

  /// Their files of the bootstrap are not committed.
  @Test
  void kustomizationsOfSeveralClustersAreNotRenderedTogether() throws IOException {
    String[] files = {
      "clusters/prod/source.yaml",
      git("https://git.example.com/org/platform", "{branch: main}"),
      "clusters/prod/apps.yaml",
      kustomization(PLATFORM, "./apps/prod"),
      "clusters/test/apps.yaml",
      kustomization(PLATFORM, "./apps/test"),
      "apps/prod/web.yaml",
      MAP.replace("web", "prod"),
      "apps/test/web.yaml",
      MAP.replace("web", "test")
    };
    SourceRepository repository = repository("https://git.example.com/org/platform");

    Rendered all = render(repository, List.of(), files);
    assertThat(maps(all)).isEmpty();
    assertThat(reasons(all))
        .hasSize(2)
        .allMatch(it -> it.contains("flux-system/apps is declared for 2 clusters"));

    Rendered test = render(repository, List.of("clusters/test"), files);
    assertThat(reasons(test)).isEmpty();
    assertThat(labelled(test)).containsExactly("ConfigMap test");
  }

  @Test
  void aKustomizationOfTheRootOfThisRepositoryDeploysItself() throws IOException {
    Rendered rendered =
        render(
            repository("https://git.example.com/org/platform"),
            List.of(),
            "flux/apps.yaml",
            git("https://git.example.com/org/platform", "{branch: main}")
                    .replace("platform,", "apps,")
                + kustomization("{kind: GitRepository, name: apps}", "./"),
            "web/web.yaml",
            MAP);

    assertThat(reasons(rendered)).isEmpty();
    assertThat(labelled(rendered))
        .containsExactlyInAnyOrder("GitRepository apps", "Kustomization apps", "ConfigMap web");
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
                + " flux-system/infrastructure is not a Git repository, so its files are not known. What"
                + " it declares is unknown.");
  }

  /// Flux changes nothing in the folder, but --path leaves it out.
  @Test
  void whatAnArtifactDeploysFromFoldersThatAreNotNamedIsUnknown() throws IOException {
    String[] files = {
      "clusters/prod/apps.yaml",
      kustomization("{kind: ExternalArtifact, name: apps}", "./prod")
          .replaceFirst(" *commonMetadata.*\n", ""),
      "apps/prod/web.yaml",
      MAP
    };
    SourceRepository repository = repository("https://git.example.com/org/platform");

    Rendered named = render(repository, List.of("clusters/prod"), files);
    assertThat(maps(named)).isEmpty();
    assertThat(reasons(named))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: its source ExternalArtifact"
                + " flux-system/apps is not a Git repository, so its files are not known. What it"
                + " declares is unknown.");

    Rendered all = render(repository, List.of("clusters/prod", "apps/prod"), files);
    assertThat(maps(all)).containsExactly("web");
    assertThat(reasons(all)).isEmpty();
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
