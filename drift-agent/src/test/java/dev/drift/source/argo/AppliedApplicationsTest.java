package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
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
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which commit of an Application is rendered.
class AppliedApplicationsTest {
  private static final String HEAD = "a".repeat(40);
  private static final String OLDER = "b".repeat(40);
  private static final String LOST = "c".repeat(40);

  private static final OtherRevisions REVISIONS =
      commit ->
          commit.equals(OLDER)
              ? new OtherRevisions.Answer.Found(tree("older", "targetRevision: main"))
              : new OtherRevisions.Answer.Unknown("which is not there");

  private static SourceTree tree(String value, String source) {
    return new SourceTree(
        MemoryTree.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps/web, " + source),
            "apps/web/map.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web}
            data: {value: %s}
            """
                .formatted(value)),
        TreeLimits.DEFAULT);
  }

  /// @param status of the live Application
  private static Rendered render(String source, String status) throws IOException {
    Value.Obj live =
        (Value.Obj)
            new DocumentReader(YamlLimits.DEFAULT)
                .read(
                    new SourceFile(
                        "live.yaml",
                        """
                        metadata: {name: web, namespace: argocd}
                        status: %s
                        """
                            .formatted(status)
                            .getBytes(StandardCharsets.UTF_8)))
                .documents()
                .getFirst()
                .value();
    ArgoFixture.EmptyCluster cluster =
        new ArgoFixture.EmptyCluster() {
          @Override
          public Listing objects(GroupKind kind) {
            return new Listing.Found(
                kind.equals(Kinds.ARGO_APPLICATION) ? List.of(live) : List.of());
          }
        };
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            tree("head", source),
            new RenderRequest(
                    List.of(),
                    List.of(),
                    "",
                    KnownFiles.NONE,
                    List.of(),
                    cluster,
                    new SourceRepository(
                        List.of("https://github.com/shop/platform"),
                        Optional.of(HEAD),
                        Set.of("main")))
                .with(RenderOptions.DEFAULT.at(REVISIONS)));
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

  @Test
  void anApplicationInSyncIsComparedAtWhatArgoComparedLast() throws IOException {
    Rendered rendered =
        render(
            "targetRevision: main",
            "{sync: {status: Synced, revision: %s}, history: [{revision: %s}]}"
                .formatted(HEAD, OLDER));

    assertThat(value(rendered)).contains("head");
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void anApplicationOutOfSyncIsComparedAtWhatWasAppliedLast() throws IOException {
    Rendered rendered =
        render(
            "targetRevision: main",
            "{sync: {status: OutOfSync, revision: %s}, history: [{revision: %s}, {revision: %s}]}"
                .formatted(HEAD, LOST, OLDER));

    assertThat(value(rendered)).contains("older");
    assertThat(rendered.problems())
        .extracting(Problem::message)
        .containsExactly(
            "Argo CD has not applied aaaaaaaaaaaa to the Application argocd/web yet; what it has"
                + " applied is compared, bbbbbbbbbbbb. What changed between the two is on its way,"
                + " and no drift.");
  }

  /// It is pinned to a tag, which is not what is read.
  @Test
  void whatItHasAppliedOfAnotherRevisionIsComparedToo() throws IOException {
    Rendered rendered =
        render("targetRevision: v1", "{sync: {status: Synced, revision: %s}}".formatted(OLDER));

    assertThat(value(rendered)).contains("older");
    assertThat(rendered.problems()).isEmpty();
    assertThat(reasons(rendered)).isEmpty();
  }

  @Test
  void aCommitThatIsNotThereIsUnknown() throws IOException {
    Rendered rendered =
        render("targetRevision: main", "{sync: {status: Synced, revision: %s}}".formatted(LOST));

    assertThat(value(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The Application argocd/web was not rendered: Argo CD has applied the commit cccccccccccc,"
                + " which is not there; to compare what is read instead, pass --at head. What it"
                + " declares is unknown.");
  }

  /// An Application may have been half applied by then.
  @Test
  void aCommitThatArgoHasComparedAndThatIsNotThereIsUnknown() throws IOException {
    Rendered rendered =
        render(
            "targetRevision: main",
            "{sync: {status: OutOfSync, revision: %s}, history: [{revision: %s}]}"
                .formatted(LOST, OLDER));

    assertThat(value(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The Application argocd/web was not rendered: Argo CD may be applying the commit"
                + " cccccccccccc, which is not there; to compare what is read instead, pass --at"
                + " head. What it declares is unknown.");
  }

  @Test
  void whatArgoListsProvesTheRendering() throws IOException {
    Rendered rendered =
        render(
            "targetRevision: main",
            """
            {sync: {status: Synced, revision: %s}, resources: [
              {version: v1, kind: ConfigMap, namespace: shop, name: web, status: Synced},
              {group: batch, version: v1, kind: Job, namespace: shop, name: migrate, hook: true},
              {version: v1, kind: Service, namespace: shop, name: old, requiresPruning: true}]}
            """
                .formatted(HEAD));

    assertThat(value(rendered)).contains("head");
    assertThat(reasons(rendered)).isEmpty();
  }

  @Test
  void whatArgoListsOtherwiseMakesItUnknown() throws IOException {
    Rendered rendered =
        render(
            "targetRevision: main",
            """
            {sync: {status: Synced, revision: %s}, resources: [
              {group: apps, version: v1, kind: Deployment, namespace: shop, name: api}]}
            """
                .formatted(HEAD));

    assertThat(value(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The Application argocd/web was not rendered: what Drift renders of it is not what Argo"
                + " CD has applied: only rendered is ConfigMap shop/web; only applied is Deployment"
                + " shop/api. What it declares is unknown.");
  }

  @Test
  void oneThatWasNeverAppliedIsComparedAsItIsRead() throws IOException {
    Rendered rendered = render("targetRevision: main", "{sync: {status: OutOfSync}}");

    assertThat(value(rendered)).contains("head");
    assertThat(rendered.problems()).isEmpty();
  }
}
