package dev.drift.source.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.source.ClusterFacts;
import dev.drift.source.OtherRevisions;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which commit of a Kustomization is rendered, and whether that is what Flux has applied.
class AppliedKustomizationsTest {
  private static final String HEAD = "a".repeat(40);
  private static final String OLDER = "b".repeat(40);
  private static final String LOST = "c".repeat(40);

  private static final OtherRevisions REVISIONS =
      commit ->
          commit.equals(OLDER)
              ? new OtherRevisions.Answer.Found(tree("older"))
              : new OtherRevisions.Answer.Unknown("which is not there");

  private static SourceTree tree(String value) {
    return new SourceTree(
        MemoryTree.of(
            "flux/sync.yaml",
            """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: platform, namespace: flux-system}
            spec: {url: "https://example.com/shop/platform", ref: {branch: main}}
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: apps, namespace: flux-system}
            spec:
              path: apps
              sourceRef: {kind: GitRepository, name: platform}
            """,
            "apps/web.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web, namespace: shop}
            data: {value: %s}
            """
                .formatted(value)),
        TreeLimits.DEFAULT);
  }

  private static Rendered render(ClusterFacts cluster, Set<String> branches) throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(tree("head"), request(cluster, branches).with(RenderOptions.DEFAULT.at(REVISIONS)));
  }

  private static RenderRequest request(ClusterFacts cluster, Set<String> branches) {
    return new RenderRequest(
        List.of(),
        List.of(),
        "",
        KnownFiles.NONE,
        List.of(),
        cluster,
        new SourceRepository(
            List.of("https://example.com/shop/platform"), Optional.of(HEAD), branches));
  }

  private static TestCluster applied(String revision) {
    return applied(revision, "");
  }

  /// @param inventory in flow style; empty for none
  private static TestCluster applied(String revision, String inventory) {
    return TestCluster.of(
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: apps, namespace: flux-system}
        status:
          lastAppliedRevision: %1$s
          lastAttemptedRevision: %1$s
          %2$s
        """
            .formatted(revision, inventory));
  }

  /// @param fetched by the GitRepository
  private static TestCluster applied(String revision, String inventory, String fetched) {
    TestCluster kustomization = applied(revision, inventory);
    return kustomization.and(
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: platform, namespace: flux-system}
        status: {artifact: {revision: "main@sha1:%s"}}
        """
            .formatted(fetched));
  }

  private static Optional<String> value(Rendered rendered) {
    return rendered.manifests().stream()
        .filter(it -> it.kind().equals("ConfigMap"))
        .findFirst()
        .flatMap(it -> it.content().object("data").text("value"));
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  private static List<String> notes(Rendered rendered) {
    return rendered.problems().stream().map(Problem::message).toList();
  }

  @Test
  void whatFluxHasAppliedIsComparedAndTheRestIsOnItsWay() throws IOException {
    Rendered rendered = render(applied("main@sha1:" + OLDER), Set.of("main"));

    assertThat(value(rendered)).contains("older");
    assertThat(rendered.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.NOT_YET_APPLIED);
    assertThat(notes(rendered))
        .containsExactly(
            "Flux has not applied aaaaaaaaaaaa to the Kustomization flux-system/apps yet; what it has"
                + " applied is compared, bbbbbbbbbbbb. What changed between the two is on its way,"
                + " and no drift.");
  }

  @Test
  void whatIsReadIsComparedIfItWasApplied() throws IOException {
    Rendered rendered = render(applied("main@sha1:" + HEAD), Set.of("main"));

    assertThat(value(rendered)).contains("head");
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void whatIsReadIsComparedIfNothingWasApplied() throws IOException {
    Rendered rendered = render(TestCluster.of(), Set.of("main"));

    assertThat(value(rendered)).contains("head");
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void whatIsReadIsComparedIfAPersonSaysSo() throws IOException {
    Rendered rendered =
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
            .render(tree("head"), request(applied("main@sha1:" + OLDER), Set.of("main")));

    assertThat(value(rendered)).contains("head");
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void aCommitThatIsNotThereIsUnknown() throws IOException {
    Rendered rendered = render(applied("main@sha1:" + LOST), Set.of("main"));

    assertThat(value(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: Flux has applied the commit"
                + " cccccccccccc, which is not there; to compare what is read instead, pass --at"
                + " head. What it declares is unknown.");
  }

  /// What is read is another branch than the one that Flux follows.
  @Test
  void whatFluxHasAppliedOfAnotherBranchIsComparedToo() throws IOException {
    Rendered rendered = render(applied("main@sha1:" + OLDER), Set.of("feature"));

    assertThat(value(rendered)).contains("older");
    assertThat(rendered.problems()).isEmpty();

    assertThat(reasons(render(TestCluster.of(), Set.of("feature"))))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: its source GitRepository"
                + " flux-system/platform is another revision of the repository. What it declares is"
                + " unknown.");
  }

  /// Kustomizations may have been half applied by then.
  @Test
  void aCommitThatFluxHasFetchedAndThatIsNotThereIsUnknown() throws IOException {
    Rendered rendered = render(applied("main@sha1:" + OLDER, "", LOST), Set.of("main"));

    assertThat(value(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: Flux may be applying the commit"
                + " cccccccccccc, which is not there; to compare what is read instead, pass --at"
                + " head. What it declares is unknown.");
  }

  @Test
  void aCommitThatFluxHasFetchedAndThatIsReadIsOnItsWay() throws IOException {
    Rendered rendered = render(applied("main@sha1:" + OLDER, "", HEAD), Set.of("main"));

    assertThat(value(rendered)).contains("older");
    assertThat(rendered.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.NOT_YET_APPLIED);
  }

  @Test
  void whatFluxIsApplyingOfAnotherBranchIsUnknown() throws IOException {
    assertThat(value(render(applied("main@sha1:" + OLDER, "", OLDER), Set.of("feature"))))
        .contains("older");

    Rendered rendered = render(applied("main@sha1:" + OLDER, "", HEAD), Set.of("feature"));

    assertThat(value(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: its source GitRepository"
                + " flux-system/platform is another revision of the repository, and Flux may be"
                + " applying a newer commit of it. What it declares is unknown.");
  }

  /// A person names the commit that is applied, and no branch is known to be there.
  @Test
  void theCommitThatIsAppliedIsThatOfTheSource() throws IOException {
    Rendered rendered = render(applied("main@sha1:" + HEAD), Set.of(HEAD));

    assertThat(value(rendered)).contains("head");
    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void ifFluxCannotBeAskedItIsSaid() throws IOException {
    Rendered rendered = render(ClusterFacts.NONE, Set.of("main"));

    assertThat(value(rendered)).contains("head");
    assertThat(notes(rendered))
        .containsExactly(
            "Which commits Flux has applied is not known: no cluster is connected. What is read is"
                + " compared, and what is on its way would be reported as drift.");
  }

  @Test
  void anInventoryOfTheSameObjectsProvesTheRendering() throws IOException {
    Rendered rendered =
        render(
            applied(
                "main@sha1:" + HEAD, "inventory: {entries: [{id: shop_web__ConfigMap, v: v1}]}"),
            Set.of("main"));

    assertThat(value(rendered)).contains("head");
    assertThat(reasons(rendered)).isEmpty();
  }

  @Test
  void anInventoryOfOtherObjectsMakesItUnknown() throws IOException {
    Rendered rendered =
        render(
            applied(
                "main@sha1:" + HEAD,
                "inventory: {entries: [{id: shop_api_apps_Deployment, v: v1},"
                    + " {id: _system__admin_rbac.authorization.k8s.io_ClusterRole, v: v1}]}"),
            Set.of("main"));

    assertThat(value(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: what Drift renders of it is not"
                + " what Flux has applied: only rendered is ConfigMap shop/web; only applied is"
                + " ClusterRole system:admin, Deployment shop/api. What it declares is unknown.");
  }
}
