package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.Sources;
import dev.drift.git.remote.GitSettings;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.net.AllowedUrls;
import dev.drift.source.ClusterFacts;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.Fetcher;
import dev.drift.source.OtherRevisions;
import dev.drift.source.RenderOptions;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.fetch.AllowedFetcher;
import dev.drift.source.fetch.FileServer;
import dev.drift.source.fetch.HelmCommand;
import dev.drift.tree.TreeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Applications whose charts a real web server has, packed by the real helm.
class FetchedApplicationsTest {
  @TempDir private Path folder;
  private Path stable;
  private HelmCommand helm;
  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    stable = Files.createDirectories(folder.resolve("served/stable"));
    helm = new HelmCommand(folder.resolve("helm"));
    server = new FileServer(folder.resolve("served"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// A cluster in which Argo CD has applied a version of a chart, with one object.
  private static final class Applied extends ArgoFixture.EmptyCluster {
    private final String revision;
    private final String object;

    Applied(String revision, String object) {
      this.revision = revision;
      this.object = object;
    }

    @Override
    public Listing objects(GroupKind kind) {
      return kind.equals(Kinds.ARGO_APPLICATION)
          ? new Listing.Found(List.of(application()))
          : super.objects(kind);
    }

    private Value.Obj application() {
      Value.Obj resource =
          Value.Obj.EMPTY
              .with("kind", Value.of("ConfigMap"))
              .with("namespace", Value.of("shop"))
              .with("name", Value.of(object));
      return Value.Obj.EMPTY
          .with(
              "metadata",
              Value.Obj.EMPTY.with("namespace", Value.of("argocd")).with("name", Value.of("web")))
          .with(
              "status",
              Value.Obj.EMPTY
                  .with(
                      "sync",
                      Value.Obj.EMPTY
                          .with("status", Value.of("Synced"))
                          .with("revision", Value.of(revision)))
                  .with("resources", new Value.Arr(List.of(resource))));
    }
  }

  private Fetcher fetcher(String... allowed) {
    return new AllowedFetcher(
        AllowedUrls.of(Arrays.asList(allowed)),
        Map.of(),
        BuildOutputs.fetched(folder.resolve("cache")),
        new Sources(
            new GitSettings(
                folder.resolve("clones"),
                TreeLimits.DEFAULT,
                Map.of("HOME", folder.toString()),
                _ -> {},
                Duration.ofSeconds(20))));
  }

  private ArgoFixture render(ClusterFacts cluster, String... namesAndTexts) throws IOException {
    return ArgoFixture.of(
        ArgoFixture.REPOSITORY,
        cluster,
        DecryptionKeys.NONE,
        RenderOptions.DEFAULT.at(_ -> new OtherRevisions.Answer.Unknown("not there")),
        fetcher(server.url("stable/")),
        namesAndTexts);
  }

  private ArgoFixture render(String... namesAndTexts) throws IOException {
    return render(new ArgoFixture.EmptyCluster(), namesAndTexts);
  }

  /// @param source more of its fields, in flow style
  private String application(String source) {
    return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: web, namespace: argocd}
        spec:
          project: default
          destination: {server: https://kubernetes.default.svc, namespace: shop}
          source: {repoURL: "%s", chart: web, %s}
        """
        .formatted(server.url("stable"), source);
  }

  @Test
  void rendersTheChartOfAHelmRepository() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.pack("web", "1.3.0", stable);
    helm.index(stable);

    ArgoFixture argo =
        render("argo/web.yaml", application("targetRevision: 1.2.*, helm: {releaseName: shop}"));

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.data("web")).containsExactly("mode=chart", "version=1.2.3");
    assertThat(argo.annotation("ConfigMap", "web", "argocd.argoproj.io/tracking-id"))
        .isEqualTo("web:/ConfigMap:shop/web");
    assertThat(argo.manifest("ConfigMap", "web").origin().files()).containsExactly("argo/web.yaml");
    assertThat(argo.rendered().problems().getFirst().message()).contains("chart web 1.2.3 from ");
  }

  @Test
  void parametersValuesAndFilesOfTheRepositoryApply() throws IOException {
    helm.pack("web", "1.2.3", stable, "values-prod.yaml", "mode: prod\n");
    helm.index(stable);

    assertThat(
            render(
                    "argo/web.yaml",
                    application("targetRevision: 1.2.3, helm: {valueFiles: [values-prod.yaml]}"))
                .data("web"))
        .contains("mode=prod");
    assertThat(
            render(
                    "argo/web.yaml",
                    application(
                        "targetRevision: 1.2.3, helm: {parameters: [{name: mode, value:"
                            + " $ARGOCD_APP_REVISION}]}"))
                .data("web"))
        .contains("mode=1.2.3");
    ArgoFixture several =
        render(
            "argo/web.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: web, namespace: argocd}
            spec:
              project: default
              destination: {server: https://kubernetes.default.svc, namespace: shop}
              sources:
              - {repoURL: "https://github.com/shop/platform", ref: here, targetRevision: main}
              - repoURL: %s
                chart: web
                targetRevision: 1.2.3
                helm: {valueFiles: [$here/values/prod.yaml]}
            """
                .formatted(server.url("stable")),
            "values/prod.yaml",
            "mode: git\n");
    assertThat(several.reasons()).isEmpty();
    assertThat(several.data("web")).contains("mode=git");
    assertThat(several.manifest("ConfigMap", "web").origin().files())
        .containsExactly("values/prod.yaml", "argo/web.yaml");
  }

  @Test
  void valueFilesOfAChartStayInIt() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.index(stable);

    for (String file : List.of("../../values/prod.yaml", "/values/prod.yaml")) {
      assertThat(
              render(
                      "argo/web.yaml",
                      application(
                          "targetRevision: 1.2.3, helm: {valueFiles: ['%s']}".formatted(file)),
                      "values/prod.yaml",
                      "mode: git\n")
                  .reasons())
          .singleElement()
          .asString()
          .startsWith(
              "The chart web of the Application argocd/web was not rendered: its value file ");
    }
  }

  @Test
  void ofARangeTheAppliedVersionIsCompared() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.pack("web", "1.3.0", stable);
    helm.index(stable);

    assertThat(
            render(new Applied("1.2.3", "web"), "argo/web.yaml", application("targetRevision: 1.*"))
                .data("web"))
        .contains("version=1.2.3");
  }

  /// What Argo CD lists of the same version must be what is rendered.
  @Test
  void whatIsRenderedMustBeWhatArgoCdHasApplied() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.index(stable);

    assertThat(
            render(
                    new Applied("1.2.3", "other"),
                    "argo/web.yaml",
                    application("targetRevision: 1.2.3"))
                .reasons())
        .singleElement()
        .asString()
        .contains(
            "what Drift renders of it is not what Argo CD has applied: only rendered is"
                + " ConfigMap shop/web; only applied is ConfigMap shop/other");
  }

  @Test
  void aRepositoryWithoutASchemeIsARegistry() throws IOException {
    assertThat(
            render(
                    "argo/web.yaml",
                    application("targetRevision: 1.2.3")
                        .replace(server.url("stable"), "registry.example.com/charts"))
                .reasons())
        .containsExactly(
            "The chart web of the Application argocd/web was not rendered:"
                + " oci://registry.example.com/charts/web may not be fetched; if you trust it, add"
                + " it to fetch in the agent's drift.yaml. What it declares is unknown.");
  }

  // Charts that a chart of the repository depends on.

  private String[] withDependency(String dependency, String... more) {
    List<String> files =
        new java.util.ArrayList<>(
            List.of(
                "argo/web.yaml",
                ArgoFixture.application("web", "path: charts/shop"),
                "charts/shop/Chart.yaml",
                """
                apiVersion: v2
                name: shop
                version: 1.0.0
                dependencies:
                - {name: web, repository: "%s", %s}
                """
                    .formatted(server.url("stable/"), dependency)));
    files.addAll(List.of(more));
    return files.toArray(String[]::new);
  }

  @Test
  void dependenciesAreFetched() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.pack("web", "1.3.0", stable);
    helm.index(stable);

    ArgoFixture argo = render(withDependency("version: 1.x"));

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.data("web")).contains("version=1.3.0");
    assertThat(
            render(
                    withDependency(
                        "version: 1.x",
                        "charts/shop/Chart.lock",
                        """
                        dependencies: [{name: web, repository: "%s", version: 1.2.3}]
                        digest: sha256:0
                        """
                            .formatted(server.url("stable/"))))
                .data("web"))
        .contains("version=1.2.3");
  }
}
