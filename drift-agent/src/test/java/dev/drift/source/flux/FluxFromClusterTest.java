package dev.drift.source.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderOptions;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A repository whose Flux objects are only in the cluster: Terraform or flux-operator made them.
class FluxFromClusterTest {
  private static final SourceRepository SHOP =
      new SourceRepository(
          List.of("https://git.example.com/org/shop"), Optional.empty(), Set.of("main"));

  private static final String GIT =
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: {name: shop, namespace: flux-system}
      spec:
        url: ssh://git@git.example.com/org/shop.git
        ref: {branch: main}
        interval: 1m0s
        timeout: 60s
      status: {artifact: {revision: main@sha1:abc}}
      """;

  /// As the API server gives it, with its defaults.
  private static String kustomization(String name, String path, String source, String more) {
    return """
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: %s
      namespace: flux-system
      uid: 0c5f
      resourceVersion: "1"
      generation: 1
      managedFields: []
    spec:
      force: false
      interval: 10m0s
      path: %s
      prune: true
      retryInterval: 1m0s
      suspend: false
      timeout: 5m0s
      wait: false
      sourceRef: {kind: GitRepository, name: %s}
    """
            .formatted(name, path, source)
        + more.indent(2)
        + "status: {lastAppliedRevision: main@sha1:abc}\n";
  }

  /// As if this Kustomization had applied it.
  private static String appliedBy(String owner, String object) {
    return object.replaceFirst(
        "\n  namespace: flux-system\n",
        """

          namespace: flux-system
          labels:
            kustomize.toolkit.fluxcd.io/name: %s
            kustomize.toolkit.fluxcd.io/namespace: flux-system
        """
            .formatted(owner));
  }

  private static final String RELEASE =
      """
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: web, namespace: shop}
      spec:
        interval: 5m0s
        chart:
          spec:
            chart: ./charts/web
            reconcileStrategy: ChartVersion
            version: '*'
            sourceRef: {kind: GitRepository, name: shop, namespace: flux-system}
        values: {mode: live}
      """;

  private static final String[] CHART = {
    "charts/web/Chart.yaml",
    "apiVersion: v2\nname: web\nversion: 1.0.0\n",
    "charts/web/templates/map.yaml",
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {mode: {{ .Values.mode }}}
    """
  };

  private static String map(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, namespace: shop}
    data: {a: b}
    """
        .formatted(name);
  }

  private static Rendered render(
      SourceRepository repository, List<String> paths, ClusterFacts cluster, String... files)
      throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(MemoryTree.of(files), TreeLimits.DEFAULT),
            new RenderRequest(
                    paths, List.of(), "shop/", KnownFiles.NONE, List.of(), cluster, repository)
                .with(RenderOptions.DEFAULT.fromCluster()));
  }

  private static Rendered render(ClusterFacts cluster, String... files) throws IOException {
    return render(SHOP, List.of(), cluster, files);
  }

  private static String[] and(String[] files, String... more) {
    List<String> all = new ArrayList<>(List.of(files));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static List<String> names(List<Manifest> manifests) {
    return manifests.stream()
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .toList();
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  private static List<String> skipped(Rendered rendered) {
    return rendered.skipped().stream().map(Skipped::reason).toList();
  }

  @Test
  void rendersWhatTheClustersKustomizationsDeployFromHere() throws IOException {
    Rendered rendered =
        render(
            TestCluster.of(
                GIT,
                kustomization("apps", "./apps", "shop", "targetNamespace: prod"),
                kustomization("infra", "./infra", "platform", ""),
                GIT.replace("name: shop,", "name: platform,").replace("org/shop", "org/platform")),
            "apps/web.yaml",
            map("web"),
            "other/other.yaml",
            map("other"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(names(rendered.manifests())).containsExactly("ConfigMap prod/web");
    Manifest web = rendered.manifests().getFirst();
    assertThat(web.origin().start()).hasToString("shop/apps/web.yaml:1:1 (rendered by flux)");
    assertThat(web.origin().files()).containsExactly("shop/apps/web.yaml");
    assertThat(skipped(rendered))
        .containsExactlyInAnyOrder(
            "The Flux Kustomization flux-system/infra is not of this repository: its source"
                + " GitRepository flux-system/platform is another repository,"
                + " ssh://git@git.example.com/org/platform.git.",
            "The manifest is not deployed by any Flux Kustomization; pass its folder with --path to"
                + " compare it.");
    assertThat(rendered.skipped())
        .extracting(it -> it.place().file())
        .contains("cluster: Kustomization flux-system/infra");
    // They are declared elsewhere, so nobody says that nobody declares them.
    assertThat(names(rendered.elsewhere().manifests()))
        .containsExactlyInAnyOrder(
            "Kustomization flux-system/apps",
            "Kustomization flux-system/infra",
            "GitRepository flux-system/shop",
            "GitRepository flux-system/platform",
            "ConfigMap shop/other");
  }

  /// What the API server adds is what the controllers take for granted.
  @Test
  void defaultsOfTheApiServerChangeNothing() throws IOException {
    String plain =
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: apps, namespace: flux-system}
        spec: {path: apps, sourceRef: {kind: GitRepository, name: shop}}
        """;
    String[] files = {"apps/web.yaml", map("web")};

    Rendered one = render(TestCluster.of(GIT, plain), files);
    Rendered other =
        render(TestCluster.of(GIT, kustomization("apps", "./apps", "shop", "")), files);

    assertThat(one.manifests()).isNotEmpty().isEqualTo(other.manifests());
  }

  /// A change in Git that Flux has not applied yet, and one that somebody made in the cluster.
  @Test
  void whatTheRepositoryDeclaresTakesThePlaceOfTheLiveObject() throws IOException {
    Rendered rendered =
        render(
            TestCluster.of(
                GIT,
                kustomization("root", "./root", "shop", ""),
                appliedBy("root", kustomization("apps", "./old", "shop", "")),
                appliedBy("root", kustomization("gone", "./gone", "shop", ""))),
            "root/apps.yaml",
            kustomization("apps", "./apps", "shop", ""),
            "apps/web.yaml",
            map("web"),
            "old/old.yaml",
            map("old"),
            "gone/gone.yaml",
            map("gone"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered.manifests()))
        .containsExactlyInAnyOrder("Kustomization flux-system/apps", "ConfigMap shop/web");
    // Whoever says that the object `gone` is unmanaged is right.
    assertThat(names(rendered.elsewhere().manifests()))
        .contains("Kustomization flux-system/root", "ConfigMap shop/gone")
        .doesNotContain("Kustomization flux-system/apps", "Kustomization flux-system/gone");
  }

  @Test
  void rendersChildrenOfAKustomizationThatIsElsewhere() throws IOException {
    Rendered rendered =
        render(
            TestCluster.of(
                GIT,
                kustomization("root", "./root", "platform", ""),
                GIT.replace("name: shop,", "name: platform,").replace("org/shop", "org/platform"),
                appliedBy("root", kustomization("apps", "./apps", "shop", ""))),
            "apps/web.yaml",
            map("web"));

    assertThat(names(rendered.manifests())).containsExactly("ConfigMap shop/web");
  }

  @Test
  void rendersTheReleasesOfTheClusterWithChartsFromHere() throws IOException {
    Rendered rendered =
        render(
            TestCluster.of(
                GIT,
                RELEASE,
                RELEASE
                    .replace("name: web,", "name: podinfo,")
                    .replace(
                        "kind: GitRepository, name: shop", "kind: HelmRepository, name: podinfo")),
            CHART);

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered.manifests())).containsExactly("ConfigMap shop/settings");
    Manifest settings = rendered.manifests().getFirst();
    assertThat(settings.content().object("data").text("mode")).contains("live");
    assertThat(settings.origin().files())
        .contains("shop/charts/web/templates/map.yaml")
        .allMatch(it -> it.startsWith("shop/charts/web/"));
    assertThat(skipped(rendered))
        .containsExactly(
            "The HelmRelease shop/podinfo is not of this repository: its chart comes from the"
                + " HelmRepository podinfo and is not in this repository.");
    assertThat(names(rendered.elsewhere().manifests()))
        .containsExactlyInAnyOrder(
            "HelmRelease shop/web", "HelmRelease shop/podinfo", "GitRepository flux-system/shop");
  }

  /// It is not rendered twice, and not from the cluster if Git no longer has it.
  @Test
  void aReleaseThatTheRepositoryDeploysIsGits() throws IOException {
    String label =
        "labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace:"
            + " flux-system}";
    String live = RELEASE.replace("namespace: shop}\n", "namespace: shop, %s}\n".formatted(label));
    Rendered rendered =
        render(
            TestCluster.of(
                GIT,
                kustomization("apps", "./apps", "shop", ""),
                live,
                live.replace("name: web,", "name: gone,")),
            and(CHART, "apps/web.yaml", RELEASE.replace("mode: live", "mode: git")));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered.manifests()))
        .containsExactlyInAnyOrder("HelmRelease shop/web", "ConfigMap shop/settings");
    assertThat(rendered.manifests().getLast().content().object("data").text("mode"))
        .contains("git");
    assertThat(names(rendered.elsewhere().manifests()))
        .containsExactlyInAnyOrder(
            "Kustomization flux-system/apps", "GitRepository flux-system/shop");
  }

  /// Files of the repository that are Flux objects are not followed.
  @Test
  void fluxObjectsInFilesDoNotCount() throws IOException {
    Rendered rendered =
        render(
            TestCluster.of(GIT, kustomization("apps", "./apps", "shop", "")),
            "flux/other.yaml",
            kustomization("other", "./other", "shop", ""),
            "other/other.yaml",
            map("other"),
            "apps/web.yaml",
            map("web"));

    assertThat(names(rendered.manifests())).containsExactly("ConfigMap shop/web");
  }

  @Test
  void aClusterThatCannotListThemIsSaidOnce() throws IOException {
    Rendered rendered = render(ClusterFacts.NONE, and(CHART, "apps/web.yaml", map("web")));

    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux objects of the cluster could not be read: no cluster is connected. What Flux"
                + " deploys from this repository is unknown.");
    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.problems()).isEmpty();
  }

  /// Its files would be compared as if they were deployed as they are.
  @Test
  void aRepositoryThatNothingInTheClusterNamesIsUnknown() throws IOException {
    String sentence =
        "The cluster has no Flux Kustomization or HelmRelease whose source is this repository, so"
            + " what Flux deploys from it is unknown. If it has another URL there, add that to urls"
            + " in drift.yaml; else remove --sources-from-cluster.";
    ClusterFacts cluster =
        TestCluster.of(GIT, RELEASE, kustomization("apps", "./", "shop", "kubeConfig: {}"));
    SourceRepository fork =
        new SourceRepository(
            List.of("https://git.example.com/me/shop"), Optional.empty(), Set.of("main"));

    Rendered rendered = render(fork, List.of(), cluster, "apps/web.yaml", map("web"));

    assertThat(reasons(rendered)).containsExactly(sentence);
    assertThat(rendered.manifests()).isEmpty();
    assertThat(skipped(rendered)).hasSize(2).allMatch(it -> it.contains("is not of this"));
    assertThat(reasons(render(TestCluster.of(), "apps/web.yaml", map("web"))))
        .containsExactly(sentence);
  }

  /// A person who names it has it compared.
  @Test
  void furtherUrlsOfTheRepositoryCount() throws IOException {
    SourceRepository fork =
        SourceRepository.of(
            "https://git.example.com/me/shop",
            List.of("git@git.example.com:org/shop.git"),
            Optional.empty(),
            Optional.of("main"),
            List.of());

    Rendered rendered =
        render(
            fork,
            List.of(),
            TestCluster.of(GIT, kustomization("apps", "./apps", "shop", "")),
            "apps/web.yaml",
            map("web"));

    assertThat(names(rendered.manifests())).containsExactly("ConfigMap shop/web");
  }

  @Test
  void anotherRevisionAndASuspendedOneAreUnknown() throws IOException {
    Rendered rendered =
        render(
            TestCluster.of(
                GIT.replace("branch: main", "branch: prod"),
                kustomization("apps", "./apps", "shop", ""),
                GIT.replace("name: shop,", "name: main,"),
                kustomization("web", "./web", "main", "")
                    .replace("suspend: false", "suspend: true")),
            "apps/web.yaml",
            map("web"),
            "web/web.yaml",
            map("web"));

    assertThat(rendered.manifests()).isEmpty();
    assertThat(reasons(rendered))
        .containsExactlyInAnyOrder(
            "The Flux Kustomization flux-system/apps was not rendered: its source GitRepository"
                + " flux-system/shop is another revision of the repository. What it declares is"
                + " unknown.",
            "The Flux Kustomization flux-system/web was not rendered: it is suspended, so Flux does"
                + " not apply what Git says. What it declares is unknown.");
  }

  /// An OCI artifact may be made of this repository, if this has a folder of its path.
  @Test
  void anArtifactThatMayBeMadeOfTheRepositoryIsUnknown() throws IOException {
    String oci =
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: OCIRepository
        metadata: {name: shop, namespace: flux-system}
        spec: {url: oci://registry.example.com/shop}
        """;
    Rendered rendered =
        render(
            TestCluster.of(
                GIT,
                oci,
                kustomization("web", "./web", "shop", ""),
                kustomization("apps", "./apps", "shop", "")
                    .replace("GitRepository", "OCIRepository"),
                kustomization("none", "./none", "shop", "")
                    .replace("GitRepository", "OCIRepository")),
            "apps/web.yaml",
            map("web"),
            "web/web.yaml",
            map("other"));

    assertThat(names(rendered.manifests())).containsExactly("ConfigMap shop/other");
    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: its source OCIRepository"
                + " flux-system/shop is another repository, oci://registry.example.com/shop. What"
                + " it declares is unknown.");
    assertThat(skipped(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/none is not of this repository: its source"
                + " OCIRepository flux-system/shop is another repository,"
                + " oci://registry.example.com/shop.");
  }

  @Test
  void onlyWhatIsNamedIsCompared() throws IOException {
    Rendered rendered =
        render(
            SHOP,
            List.of("apps"),
            TestCluster.of(
                GIT,
                kustomization("apps", "./apps", "shop", "targetNamespace: prod"),
                kustomization("web", "./web", "shop", ""),
                RELEASE),
            and(CHART, "apps/web.yaml", map("web"), "web/web.yaml", map("other")));

    assertThat(names(rendered.manifests())).containsExactly("ConfigMap prod/web");
    assertThat(names(rendered.elsewhere().manifests()))
        .contains("ConfigMap shop/other", "ConfigMap shop/settings");
  }
}
