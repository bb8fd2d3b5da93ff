package dev.drift.source.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import dev.drift.git.Sources;
import dev.drift.git.remote.GitSettings;
import dev.drift.model.Unrendered;
import dev.drift.net.AllowedUrls;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.fetch.AllowedFetcher;
import dev.drift.source.tool.Renderers;
import dev.drift.testkit.GitHttpServer;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kustomizations of Flux with a base of a real Git server.
class FluxRemoteBasesTest {
  @TempDir private Path folder;
  private GitHttpServer server;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("git"));
    GitRepo base = GitRepo.create(folder.resolve("base"));
    base.write("web/kustomization.yaml", "resources: [settings.yaml]\n")
        .write(
            "web/settings.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: '${mode}'}\n")
        .commit();
    base.bare(folder.resolve("git/base.git"));
    server = GitHttpServer.open(folder.resolve("git"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Rendered render(String argument) throws IOException {
    ClusterFacts cluster =
        TestCluster.of(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: kustomize-controller, namespace: flux-system}
            spec:
              template:
                spec:
                  containers: [{image: "kustomize-controller:v1.9.4", args: ["%s"]}]
            """
                .formatted(argument));
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(
                MemoryTree.of(
                    "flux/apps.yaml",
                    """
                    apiVersion: source.toolkit.fluxcd.io/v1
                    kind: GitRepository
                    metadata: {name: flux-system, namespace: flux-system}
                    spec: {url: "https://git.example.com/platform"}
                    ---
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: apps, namespace: flux-system}
                    spec:
                      path: ./apps
                      prune: true
                      targetNamespace: shop
                      postBuild: {substitute: {mode: flux}}
                      sourceRef: {kind: GitRepository, name: flux-system}
                    """,
                    "apps/kustomization.yaml",
                    "resources: ['%s']\n".formatted(server.url("base.git//web?ref=main"))),
                TreeLimits.DEFAULT),
            new RenderRequest(
                    List.of(),
                    List.of(),
                    "",
                    KnownFiles.NONE,
                    List.of(),
                    cluster,
                    new SourceRepository(
                        List.of("https://git.example.com/platform"), Optional.empty(), Set.of()))
                .with(
                    new AllowedFetcher(
                        AllowedUrls.of(List.of(server.url(""))),
                        Map.of(),
                        BuildOutputs.none(),
                        new Sources(
                            new GitSettings(
                                folder.resolve("clones"),
                                TreeLimits.DEFAULT,
                                Map.of("HOME", folder.toString()),
                                _ -> {},
                                Duration.ofSeconds(20))))));
  }

  private static List<String> modes(Rendered rendered) {
    return rendered.manifests().stream()
        .filter(it -> it.kind().equals("ConfigMap"))
        .map(
            it ->
                "%s/%s=%s"
                    .formatted(
                        it.namespace(),
                        it.name(),
                        it.content().object("data").text("mode").orElse("")))
        .toList();
  }

  @Test
  void buildsABaseOfAnotherRepository() throws IOException {
    Rendered rendered = render("--log-level=info");

    assertThat(rendered.unrendered()).isEmpty();
    assertThat(modes(rendered)).containsExactly("shop/settings=flux");
  }

  /// See <https://fluxcd.io/flux/components/kustomize/options/>.
  @Test
  void fetchesNoBasesThatTheControllerWouldNot() throws IOException {
    Rendered rendered = render("--no-remote-bases=true");

    assertThat(modes(rendered)).isEmpty();
    assertThat(rendered.unrendered())
        .extracting(Unrendered::reason)
        .singleElement()
        .asString()
        .contains("kustomize-controller fetches no bases (--no-remote-bases)");
    assertThat(server.requests()).isEmpty();
  }
}
