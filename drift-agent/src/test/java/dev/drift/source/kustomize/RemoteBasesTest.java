package dev.drift.source.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drift.git.GitRepo;
import dev.drift.git.Sources;
import dev.drift.git.remote.GitSettings;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.net.AllowedUrls;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.fetch.AllowedFetcher;
import dev.drift.source.fetch.FileServer;
import dev.drift.source.tool.Renderers;
import dev.drift.testkit.GitHttpServer;
import dev.drift.testkit.Renderer;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
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

/// Kustomizations with bases of a real Git server and files of a web server, built by the real
/// kustomize without network.
class RemoteBasesTest {
  private static final String SETTINGS =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: base}\n";

  @TempDir private Path folder;
  private GitHttpServer server;
  private FileServer files;
  private GitRepo base;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("git"));
    Files.createDirectories(folder.resolve("web"));
    server = GitHttpServer.open(folder.resolve("git"));
    files = new FileServer(folder.resolve("web"));
    base = GitRepo.create(folder.resolve("base"));
    base.write("web/kustomization.yaml", "resources: [settings.yaml, ../common]\n")
        .write("web/settings.yaml", SETTINGS)
        .write("common/kustomization.yaml", "resources: [common.yaml]\n")
        .write("common/common.yaml", SETTINGS.replace("settings", "common"));
  }

  @AfterEach
  void stop() {
    server.close();
    files.close();
  }

  /// Publishes a repository.
  private String publish(GitRepo repository, String name) {
    String commit = repository.commit();
    repository.git("tag", "-f", "v1");
    repository.bare(folder.resolve("git/" + name));
    return commit;
  }

  private AllowedFetcher fetcher(String... allowed) {
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

  private static Rendered render(AllowedFetcher fetcher, String... namesAndTexts)
      throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
            new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE).with(fetcher));
  }

  /// `name=mode` of each ConfigMap.
  private static List<String> modes(Rendered rendered) {
    return rendered.manifests().stream().map(it -> mode(it.content())).sorted().toList();
  }

  private static String mode(Value.Obj content) {
    return content.object("metadata").text("name").orElse("")
        + "="
        + content.object("data").text("mode").orElse("");
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  private static String[] overlay(String kustomization) {
    return new String[] {"overlays/prod/kustomization.yaml", kustomization};
  }

  private static String[] overlayOf(String... entries) {
    return overlay(
        """
        namePrefix: prod-
        resources:
        - %s
        patches:
        - patch: |
            {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {mode: prod}}
        """
            .formatted(String.join("\n- ", entries)));
  }

  @Test
  void buildsABaseOfAnotherRepository() throws IOException {
    String commit = publish(base, "base.git");
    String entry = server.url("base.git//web?ref=v1");

    Rendered rendered = render(fetcher(server.url("")), overlayOf(entry));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(modes(rendered)).containsExactly("prod-common=base", "prod-settings=prod");
    assertThat(rendered.problems())
        .extracting(Problem::code, Problem::message)
        .containsExactly(
            tuple(
                Problem.Code.FETCHED,
                "Rendered with what was fetched: repository at v1 from %s (%s)."
                    .formatted(server.url("base.git"), commit)));
    for (Manifest manifest : rendered.manifests()) {
      assertThat(manifest.origin().files()).containsExactly("overlays/prod/kustomization.yaml");
    }
    assertThat(modes(rendered)).isEqualTo(byKustomizeAlone(entry));
  }

  /// What kustomize makes of it if it may fetch by itself.
  private List<String> byKustomizeAlone(String entry) throws IOException {
    Path overlay = Files.createDirectories(folder.resolve("alone"));
    Files.writeString(overlay.resolve("kustomization.yaml"), overlayOf(entry)[1]);
    ProcessBuilder builder =
        new ProcessBuilder(Renderer.KUSTOMIZE.path().toString(), "build", overlay.toString());
    builder.environment().clear();
    builder.environment().putAll(Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin"));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] output = process.getInputStream().readAllBytes();
    return new DocumentReader(YamlLimits.DEFAULT)
        .read(new SourceFile("all.yaml", output)).documents().stream()
            .map(Document::value)
            .map(it -> mode((Value.Obj) it))
            .sorted()
            .toList();
  }

  @Test
  void aCommitIsFetchedOnce() throws IOException {
    String commit = publish(base, "base.git");
    String[] overlay = overlayOf(server.url("base.git//web?ref=") + commit);
    assertThat(modes(render(fetcher(server.url("")), overlay))).hasSize(2);
    assertThat(server.requests()).isNotEmpty();

    assertThat(modes(render(fetcher(server.url("")), overlay))).hasSize(2);

    assertThat(server.requests()).isEmpty();
  }

  /// As `git fetch` takes a name, which kustomize runs:
  /// <https://git-scm.com/docs/gitrevisions#_specifying_revisions>.
  @Test
  void aTagWinsOverABranchOfItsName() throws IOException {
    base.commit();
    base.git("tag", "v1");
    base.git("checkout", "-q", "-b", "v1");
    base.write("common/common.yaml", SETTINGS.replace("settings", "common").replace("base", "new"));
    base.commit();
    base.bare(folder.resolve("git/base.git"));

    assertThat(
            modes(render(fetcher(server.url("")), overlayOf(server.url("base.git//web?ref=v1")))))
        .containsExactly("prod-common=base", "prod-settings=prod");
  }

  @Test
  void aBranchIsAskedOnceARun() throws IOException {
    publish(base, "base.git");
    String[] overlay = overlayOf(server.url("base.git//web?ref=main"));
    AllowedFetcher fetcher = fetcher(server.url(""));
    assertThat(modes(render(fetcher, overlay))).hasSize(2);
    server.requests();

    assertThat(modes(render(fetcher, overlay))).hasSize(2);

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void whatIsNotAllowedIsUnknownAndSaysWhatToAllow() throws IOException {
    publish(base, "base.git");

    Rendered rendered =
        render(fetcher(server.url("others/")), overlayOf(server.url("base.git//web?ref=v1")));

    assertThat(reasons(rendered))
        .containsExactly(
            "The kustomization overlays/prod was not built: resources names %s, and %s may not be"
                    .formatted(server.url("base.git//web?…"), server.url("base.git"))
                + " fetched; if you trust it, add it to fetch in the agent's drift.yaml. What it"
                + " declares is unknown.");
    assertThat(rendered.unrendered().getFirst().place().line()).isEqualTo(3);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void basesMayNameBasesThatAreAllowed() throws IOException {
    GitRepo common = GitRepo.create(folder.resolve("other"));
    common
        .write("kustomization.yaml", "resources: [common.yaml]\n")
        .write("common.yaml", SETTINGS.replace("settings", "other"));
    publish(common, "others/common.git");
    base.write(
        "web/kustomization.yaml",
        "resources: [settings.yaml, '%s']\n".formatted(server.url("others/common.git?ref=main")));
    publish(base, "base.git");
    String[] overlay = overlayOf(server.url("base.git//web?ref=v1"));

    assertThat(modes(render(fetcher(server.url("")), overlay)))
        .containsExactly("prod-other=base", "prod-settings=prod");

    assertThat(reasons(render(fetcher(server.url("base.git")), overlay)))
        .singleElement()
        .asString()
        .contains(
            ", whose web/kustomization.yaml names %s, and %s may not be fetched"
                .formatted(server.url("others/common.git?…"), server.url("others/common.git")));
  }

  @Test
  void basesThatNameEachOtherEnd() throws IOException {
    base.write(
        "web/kustomization.yaml",
        "resources: [settings.yaml, '%s']\n".formatted(server.url("base.git//web?ref=v1")));
    publish(base, "base.git");

    assertThat(
            reasons(render(fetcher(server.url("")), overlayOf(server.url("base.git//web?ref=v1")))))
        .singleElement()
        .asString()
        .contains("kustomize ended with exit code 1");
  }

  @Test
  void oneRepositoryMayHaveSeveralBases() throws IOException {
    base.write("api/kustomization.yaml", "resources: [api.yaml]\n")
        .write("api/api.yaml", SETTINGS.replace("settings", "api"))
        .write(
            "part/kustomization.yaml",
            """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            configMapGenerator: [{name: part, literals: [mode=part], options: {disableNameSuffixHash: true}}]
            """);
    publish(base, "base.git");

    assertThat(
            modes(
                render(
                    fetcher(server.url("")),
                    overlay(
                        """
                        resources: ['%s', '%s']
                        components: ['%s']
                        """
                            .formatted(
                                server.url("base.git//web?ref=v1"),
                                server.url("base.git/api?ref=v1"),
                                server.url("base.git//part?ref=v1"))))))
        .containsExactly("api=base", "common=base", "part=part", "settings=base");
  }

  @Test
  void filesOfWebServersAreResources() throws IOException {
    Files.writeString(folder.resolve("web/install.yaml"), SETTINGS);

    Rendered rendered = render(fetcher(files.url("")), overlayOf(files.url("install.yaml")));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(modes(rendered)).containsExactly("prod-settings=prod");
    assertThat(rendered.problems().getFirst().message())
        .matches(
            "Rendered with what was fetched: file from \\S+/install\\.yaml \\(sha256:[0-9a-f]{64}\\)\\.");
    assertThat(files.requests()).containsExactly("/install.yaml");
  }

  // Hostile servers and bases.

  @Test
  void aGitServerCannotLeadElsewhere() throws IOException {
    publish(base, "base.git");
    Files.createDirectories(folder.resolve("inner"));
    base.bare(folder.resolve("inner/base.git"));
    try (GitHttpServer inner = GitHttpServer.open(folder.resolve("inner"))) {
      server.redirectTo(inner.url("base.git"));

      assertThat(
              reasons(
                  render(fetcher(server.url("")), overlayOf(server.url("base.git//web?ref=v1")))))
          .singleElement()
          .asString()
          .contains("leads elsewhere: %s".formatted(inner.url("base.git/info/refs?…")))
          .contains("may not be fetched");
      assertThat(inner.requests()).isEmpty();
    }
  }

  @Test
  void aWebServerCannotLeadElsewhere() throws IOException {
    files.redirect("install.yaml", server.url("secret.yaml"));

    assertThat(reasons(render(fetcher(files.url("")), overlayOf(files.url("install.yaml")))))
        .singleElement()
        .asString()
        .contains("redirects to %s, which may not be fetched".formatted(server.url("secret.yaml")));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aBaseCannotLeadOutOfItsRepository() throws IOException {
    for (String entry :
        List.of(
            "../../../overlays/prod/secret.yaml", "../..", "/etc/hostname", "file:///etc/passwd")) {
      base.write("web/kustomization.yaml", "resources: ['%s']\n".formatted(entry));
      publish(base, "%d.git".formatted(entry.hashCode()));

      assertThat(
              reasons(
                  render(
                      fetcher(server.url("")),
                      overlayOf(server.url("%d.git//web?ref=v1".formatted(entry.hashCode()))))))
          .singleElement()
          .asString()
          .contains("web/kustomization.yaml:1 is not usable there: resources names " + entry);
    }
  }

  @Test
  void aLinkOfABaseIsNotFollowedOutOfIt() throws IOException {
    GitRepo.run(base.folder(), "ln", "-sf", "../../../../../../etc/hostname", "web/settings.yaml");
    publish(base, "base.git");

    assertThat(
            reasons(render(fetcher(server.url("")), overlayOf(server.url("base.git//web?ref=v1")))))
        .singleElement()
        .asString()
        .contains("leads out of the repository");
  }

  @Test
  void whatIsNotThereIsAReason() throws IOException {
    publish(base, "base.git");

    assertThat(
            reasons(
                render(fetcher(server.url("")), overlayOf(server.url("base.git//none?ref=v1")))))
        .singleElement()
        .asString()
        .contains("and there is no kustomization");
    assertThat(
            reasons(render(fetcher(server.url("")), overlayOf(server.url("base.git//web?ref=v9")))))
        .singleElement()
        .asString()
        .contains("v9");
    assertThat(
            reasons(
                render(fetcher(server.url("")), overlayOf(server.url("other.git//web?ref=v1")))))
        .singleElement()
        .asString()
        .contains("no repository at");
  }
}
