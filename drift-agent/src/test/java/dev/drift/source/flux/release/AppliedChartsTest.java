package dev.drift.source.flux.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.source.ClusterFacts;
import dev.drift.source.OtherRevisions;
import dev.drift.source.RenderOptions;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.flux.TestCluster;
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

/// Which commit the chart of a HelmRelease is of, and whether that is what Flux has installed.
class AppliedChartsTest {
  private static final String HEAD = "a".repeat(40);
  private static final String OLDER = "b".repeat(40);
  private static final String LOST = "c".repeat(40);

  /// @param spec more of the spec of its chart, in flow style
  private static SourceTree tree(String value, String version, String spec, String... more) {
    List<String> files =
        new ArrayList<>(
            List.of(
                "apps/web.yaml",
                """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: platform, namespace: flux-system}
                spec: {url: "https://example.com/shop/platform", ref: {branch: main}}
                ---
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: shop}
                spec:
                  interval: 5m
                  chart:
                    spec:
                      chart: ./charts/web
                      sourceRef: {kind: GitRepository, name: platform, namespace: flux-system}
                %s
                """
                    .formatted(spec.indent(6)),
                "charts/web/Chart.yaml",
                "apiVersion: v2\nname: web\nversion: %s\n".formatted(version),
                "charts/web/values.yaml",
                "mode: plain\n",
                "charts/web/templates/web.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web}
                data: {value: %s, version: "{{ .Chart.Version }}", mode: "{{ .Values.mode }}"}
                """
                    .formatted(value)));
    files.addAll(List.of(more));
    return new SourceTree(MemoryTree.of(files.toArray(String[]::new)), TreeLimits.DEFAULT);
  }

  private static OtherRevisions older(SourceTree tree) {
    return commit ->
        OLDER.startsWith(commit)
            ? new OtherRevisions.Answer.Found(tree)
            : new OtherRevisions.Answer.Unknown("which is not there");
  }

  private static Rendered render(SourceTree head, SourceTree older, ClusterFacts cluster)
      throws IOException {
    return render(head, cluster, RenderOptions.DEFAULT.at(older(older)), Set.of("main"));
  }

  private static Rendered render(
      SourceTree head, ClusterFacts cluster, RenderOptions options, Set<String> branches)
      throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            head,
            new RenderRequest(
                    List.of(),
                    List.of(),
                    "",
                    KnownFiles.NONE,
                    List.of(),
                    cluster,
                    new SourceRepository(
                        List.of("https://example.com/shop/platform"), Optional.of(HEAD), branches))
                .with(options));
  }

  /// @param spec in flow style
  private static String helmChart(String spec, String commit, String packaged) {
    return """
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: HelmChart
    metadata: {name: shop-web, namespace: flux-system, generation: 3}
    spec: {%s}
    status:
      observedSourceArtifactRevision: main@sha1:%s
      artifact: {revision: %s}
    """
        .formatted(spec, commit, packaged);
  }

  /// @param more of its status, in flow style
  private static String release(String version, String more) {
    return """
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: {name: web, namespace: shop, generation: 2}
    status:
      observedGeneration: 2
      lastAttemptedRevision: %1$s
      lastAttemptedConfigDigest: sha256:cafe
      history:
      - {version: 4, chartVersion: %1$s, configDigest: "sha256:cafe", status: deployed}
      %2$s
    """
        .formatted(version, more);
  }

  private static Optional<String> data(Rendered rendered, String field) {
    return rendered.manifests().stream()
        .filter(it -> it.kind().equals("ConfigMap"))
        .findFirst()
        .flatMap(it -> it.content().object("data").text(field));
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  private static List<String> notes(Rendered rendered) {
    return rendered.problems().stream().map(Problem::message).toList();
  }

  @Test
  void theChartOfTheCommitThatFluxHasPackagedIsCompared() throws IOException {
    Rendered rendered =
        render(
            tree("head", "1.1.0", ""),
            tree("older", "1.0.0", ""),
            TestCluster.of(helmChart("", OLDER, "1.0.0"), release("1.0.0", "")));

    assertThat(data(rendered, "value")).contains("older");
    assertThat(data(rendered, "version")).contains("1.0.0");
    assertThat(rendered.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.NOT_YET_APPLIED);
    assertThat(notes(rendered))
        .containsExactly(
            "Flux has not applied aaaaaaaaaaaa to the HelmRelease shop/web yet; what it has applied is"
                + " compared, bbbbbbbbbbbb. What changed between the two is on its way, and no drift.");
  }

  /// A commit that does not change the chart is nothing to wait for.
  @Test
  void theSameChartIsNotOnItsWay() throws IOException {
    Rendered rendered =
        render(
            tree("same", "1.0.0", ""),
            tree("same", "1.0.0", ""),
            TestCluster.of(helmChart("", OLDER, "1.0.0"), release("1.0.0", "")));

    assertThat(data(rendered, "value")).contains("same");
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void aChartThatIsNoLongerReadIsComparedAsItWasApplied() throws IOException {
    SourceTree head =
        new SourceTree(
            MemoryTree.of(
                "apps/web.yaml",
                """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: shop}
                spec:
                  chart:
                    spec:
                      chart: ./charts/web
                      sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
                """),
            TreeLimits.DEFAULT);

    Rendered rendered =
        render(
            head,
            tree("older", "1.0.0", ""),
            TestCluster.of(helmChart("", OLDER, "1.0.0"), release("1.0.0", "")));

    assertThat(data(rendered, "value")).contains("older");
    assertThat(rendered.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.NOT_YET_APPLIED);
  }

  @Test
  void aCommitThatIsNotThereIsUnknown() throws IOException {
    Rendered rendered =
        render(
            tree("head", "1.0.0", ""),
            tree("older", "1.0.0", ""),
            TestCluster.of(helmChart("", LOST, "1.0.0"), release("1.0.0", "")));

    assertThat(data(rendered, "value")).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: Flux has applied the commit cccccccccccc, which"
                + " is not there; to compare what is read instead, pass --at head. What it declares"
                + " is unknown.");
  }

  /// Of which commit the installed version was, nothing says.
  @Test
  void anotherVersionThanThatOfTheCommitIsUnknown() throws IOException {
    Rendered rendered =
        render(
            tree("head", "1.1.0", ""),
            tree("older", "1.0.0", ""),
            TestCluster.of(helmChart("", HEAD, "1.1.0"), release("1.0.0", "")));

    assertThat(data(rendered, "value")).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: Flux has installed version 1.0.0 of its chart,"
                + " and the commit aaaaaaaaaaaa that it has fetched has version 1.1.0: the upgrade is"
                + " under way, or has failed. What it declares is unknown.");
  }

  @Test
  void aVersionMayNameTheCommit() throws IOException {
    String spec = "reconcileStrategy: Revision";

    Rendered rendered =
        render(
            tree("head", "1.0.0", spec),
            tree("older", "1.0.0", spec),
            TestCluster.of(
                helmChart(spec, HEAD, "1.0.0+aaaaaaaaaaaa"), release("1.0.0+bbbbbbbbbbbb", "")));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(data(rendered, "value")).contains("older");
    assertThat(data(rendered, "version")).contains("1.0.0+bbbbbbbbbbbb");
    assertThat(rendered.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.NOT_YET_APPLIED);
  }

  @Test
  void whatIsReadIsPackagedAsFluxWould() throws IOException {
    Rendered rendered =
        render(
            tree("head", "v1.2", "reconcileStrategy: Revision"),
            TestCluster.of(),
            RenderOptions.DEFAULT,
            Set.of("main"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(data(rendered, "version")).contains("1.2.0+aaaaaaaaaaaa");
  }

  @Test
  void withValuesFilesTheVersionNamesTheGeneration() throws IOException {
    String spec = "valuesFiles: [charts/web/loud.yaml]";
    String[] values = {"charts/web/loud.yaml", "mode: loud\n"};

    Rendered applied =
        render(
            tree("same", "1.0.0", spec, values),
            tree("same", "1.0.0", spec, values),
            TestCluster.of(helmChart("", HEAD, "1.0.0+2"), release("1.0.0+2", "")));
    Rendered read =
        render(
            tree("same", "1.0.0", spec, values),
            TestCluster.of(helmChart("", HEAD, "1.0.0+3")),
            RenderOptions.DEFAULT,
            Set.of("main"));

    assertThat(data(applied, "mode")).contains("loud");
    assertThat(data(applied, "version")).contains("1.0.0+2");
    assertThat(data(read, "version")).contains("1.0.0+3");
  }

  @Test
  void aChartOfAnotherBranchIsComparedAtItsCommit() throws IOException {
    SourceTree head = tree("head", "1.0.0", "");
    ClusterFacts cluster = TestCluster.of(helmChart("", OLDER, "1.0.0"), release("1.0.0", ""));

    Rendered rendered =
        render(
            head,
            cluster,
            RenderOptions.DEFAULT.at(older(tree("older", "1.0.0", ""))),
            Set.of("feature"));

    assertThat(data(rendered, "value")).contains("older");
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void whatWasNeverInstalledIsComparedAsItIsPackaged() throws IOException {
    Rendered rendered =
        render(
            tree("head", "1.0.0", ""),
            tree("older", "1.0.0", ""),
            TestCluster.of(helmChart("", OLDER, "1.0.0")));

    assertThat(data(rendered, "value")).contains("older");
  }

  @Test
  void ifTheHelmChartCannotBeReadItIsSaid() throws IOException {
    TestCluster objects = TestCluster.of(release("1.0.0", ""));
    ClusterFacts cluster =
        new ClusterFacts() {
          @Override
          public Optional<String> version() {
            return Optional.empty();
          }

          @Override
          public List<String> apiVersions() {
            return List.of();
          }

          @Override
          public Answer object(ResourceRef ref) {
            return ref.id().kind().equals("HelmChart")
                ? new Answer.Unknown("HelmChart flux-system/shop-web could not be read: forbidden.")
                : objects.object(ref);
          }

          @Override
          public Listing objects(GroupKind kind) {
            return objects.objects(kind);
          }
        };

    Rendered rendered = render(tree("head", "1.0.0", ""), tree("older", "1.0.0", ""), cluster);

    assertThat(data(rendered, "value")).contains("head");
    assertThat(notes(rendered))
        .containsExactly(
            "Which commits Flux has applied is not known: HelmChart flux-system/shop-web could not be"
                + " read: forbidden. What is read is compared, and what is on its way would be"
                + " reported as drift.");
  }

  private static final String CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: relics.example.com}
      spec: {group: example.com, names: {kind: Relic, plural: relics}, scope: Cluster}
      """;

  private static final String HOOK =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate, annotations: {helm.sh/hook: pre-upgrade}}
      """;

  private static Rendered withInventory(String entries, String status) throws IOException {
    SourceTree tree =
        tree(
            "same",
            "1.0.0",
            "",
            "charts/web/crds/relic.yaml",
            CRD,
            "charts/web/templates/hook.yaml",
            HOOK);
    return render(
        tree,
        tree,
        TestCluster.of(
            helmChart("", HEAD, "1.0.0"),
            release("1.0.0", "inventory: {entries: [%s]}".formatted(entries))
                .replace("status: deployed", "status: " + status)));
  }

  private static final String SAME =
      "{id: shop_web__ConfigMap, v: v1},"
          + " {id: _relics.example.com_apiextensions.k8s.io_CustomResourceDefinition, v: v1}";

  /// helm-controller lists no hooks, and the CRDs of the chart even if it does not upgrade them.
  @Test
  void anInventoryOfTheSameObjectsProvesTheRendering() throws IOException {
    Rendered rendered = withInventory(SAME, "deployed");

    assertThat(reasons(rendered)).isEmpty();
    assertThat(data(rendered, "value")).contains("same");
  }

  @Test
  void anInventoryOfOtherObjectsMakesTheReleaseUnknown() throws IOException {
    Rendered rendered = withInventory("{id: shop_api_apps_Deployment, v: v1}", "deployed");

    assertThat(rendered.manifests()).extracting(Manifest::kind).doesNotContain("ConfigMap");
    assertThat(reasons(rendered))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: what Drift renders of it is not what Flux has"
                + " applied: only rendered is ConfigMap shop/web, CustomResourceDefinition"
                + " relics.example.com; only applied is Deployment shop/api. What it declares is"
                + " unknown.");
  }

  @Test
  void theInventoryOfAReleaseThatFailedProvesNothing() throws IOException {
    assertThat(reasons(withInventory("{id: shop_api_apps_Deployment, v: v1}", "failed"))).isEmpty();
  }

  @Test
  void anInventoryOfOtherValuesProvesNothing() throws IOException {
    SourceTree tree = tree("same", "1.0.0", "");
    String other = "inventory: {entries: [{id: shop_api_apps_Deployment, v: v1}]}";

    for (String status :
        List.of(
            release("1.0.0", other).replace("observedGeneration: 2", "observedGeneration: 1"),
            release("1.0.0", other).replace("Digest: sha256:cafe", "Digest: sha256:beef"))) {
      assertThat(reasons(render(tree, tree, TestCluster.of(helmChart("", HEAD, "1.0.0"), status))))
          .isEmpty();
    }
  }
}
