package dev.drift.source.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drift.json.JsonWriter;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.DiskTree;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Repositories that try to make kustomize read what is not theirs. The server on the loopback
/// address is what every process of this machine reaches without a proxy.
class HostileKustomizationTest {
  private static final String REMOTE =
      ", which is not part of this repository; remote bases are not fetched, so add a copy to the"
          + " repository. What it declares is unknown.";
  private static final String OUTSIDE =
      ", which is outside of this repository. What it declares is unknown.";
  private static final String MISSING =
      ", which is not in this repository. What it declares is unknown.";

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private String url;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    byte[] stolen =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: stolen}\n"
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          if (exchange.getRequestURI().getPath().equals("/redirect")) {
            exchange.getResponseHeaders().add("Location", url + "/stolen.yaml");
            exchange.sendResponseHeaders(302, -1);
          } else {
            exchange.sendResponseHeaders(200, stolen.length);
            exchange.getResponseBody().write(stolen);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static Rendered render(SourceTree tree) throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(tree, new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE));
  }

  private Rendered render(String... namesAndTexts) throws IOException {
    String[] files = namesAndTexts.clone();
    for (int i = 1; i < files.length; i += 2) {
      files[i] = files[i].replace("URL", url).replace("HOST", url.substring("http://".length()));
    }
    return render(new SourceTree(MemoryTree.of(files), TreeLimits.DEFAULT));
  }

  private String reason(Rendered rendered) {
    assertThat(rendered.manifests()).as("nothing of it is compared").isEmpty();
    assertThat(asked).as("nobody was asked").isEmpty();
    assertThat(rendered.unrendered()).hasSize(1);
    return rendered
        .unrendered()
        .getFirst()
        .reason()
        .replace(url, "URL")
        .replace(url.substring("http://".length()), "HOST");
  }

  static Stream<Arguments> remote() {
    return Stream.of(
        Arguments.of("resources: ['URL/stolen.yaml']", "resources names URL/stolen.yaml"),
        Arguments.of("resources: ['URL/redirect']", "resources names URL/redirect"),
        Arguments.of("Resources: ['URL/stolen.yaml']", "resources names URL/stolen.yaml"),
        Arguments.of("re\u017fources: ['URL/stolen.yaml']", "resources names URL/stolen.yaml"),
        Arguments.of(
            "resources: ['HTTP://HOST/stolen.yaml']", "resources names HTTP://HOST/stolen.yaml"),
        Arguments.of(
            "resources: ['http:HOST/stolen.yaml']", "resources names http:HOST/stolen.yaml"),
        Arguments.of("resources: ['git::URL/base.git']", "resources names git::URL/base.git"),
        Arguments.of(
            "resources: ['git::https://HOST/base?ref=main']",
            "resources names git::https://HOST/base?…"),
        Arguments.of(
            "resources: ['github.com/org/repo//base?ref=v1']",
            "resources names github.com/org/repo//base?…"),
        Arguments.of(
            "resources: ['git@127.0.0.1:org/repo']", "resources names git@127.0.0.1:org/repo"),
        Arguments.of(
            "resources: ['org-1234@github.com:org/repo.git']",
            "resources names org-1234@github.com:org/repo.git"),
        Arguments.of("resources: ['ssh://git@HOST/repo']", "resources names ssh://git@HOST/repo"),
        Arguments.of("resources: ['file:///etc/passwd']", "resources names file:///etc/passwd"),
        Arguments.of("components: ['URL/part']", "components names URL/part"),
        Arguments.of("bases: ['URL/base']", "bases names URL/base"),
        Arguments.of("crds: ['URL/crd.yaml']", "crds names URL/crd.yaml"),
        Arguments.of("configurations: ['URL/names.yaml']", "configurations names URL/names.yaml"),
        Arguments.of("generators: ['URL/g.yaml']", "generators names URL/g.yaml"),
        Arguments.of("transformers: ['URL/t.yaml']", "transformers names URL/t.yaml"),
        Arguments.of("validators: ['URL/v.yaml']", "validators names URL/v.yaml"),
        Arguments.of("openapi: {path: 'URL/schema.json'}", "openapi names URL/schema.json"),
        Arguments.of("replacements: [{path: 'URL/r.yaml'}]", "replacements names URL/r.yaml"),
        Arguments.of("replacements: [{Path: 'URL/r.yaml'}]", "replacements names URL/r.yaml"),
        Arguments.of("patches: [{path: 'URL/p.yaml'}]", "patches names URL/p.yaml"),
        Arguments.of("patches: [{PATH: 'URL/p.yaml'}]", "patches names URL/p.yaml"),
        Arguments.of(
            "patchesStrategicMerge: ['URL/p.yaml']", "patchesStrategicMerge names URL/p.yaml"),
        Arguments.of("patchesJson6902: [{path: 'URL/p.yaml'}]", "patchesJson6902 names URL/p.yaml"),
        Arguments.of(
            "configMapGenerator: [{name: a, files: ['URL/f']}]", "configMapGenerator names URL/f"),
        Arguments.of(
            "configMapGenerator: [{name: a, files: ['k=URL/f']}]",
            "configMapGenerator names URL/f"),
        Arguments.of(
            "configMapGenerator: [{name: a, Files: ['URL/f']}]", "configMapGenerator names URL/f"),
        Arguments.of(
            "secretGenerator: [{name: a, envs: ['URL/e']}]", "secretGenerator names URL/e"),
        Arguments.of("secretGenerator: [{name: a, env: 'URL/e'}]", "secretGenerator names URL/e"));
  }

  @ParameterizedTest
  @MethodSource
  void remote(String kustomization, String named) throws IOException {
    Rendered rendered = render("kustomization.yaml", kustomization);

    assertThat(reason(rendered))
        .startsWith("The kustomization at the root was not built: " + named)
        .satisfiesAnyOf(
            it -> assertThat(it).endsWith(named + REMOTE),
            it ->
                assertThat(it)
                    .matches(
                        ".*, and \\S+ may not be fetched; if you trust it, add it to fetch in the"
                            + " agent's drift\\.yaml\\. What it declares is unknown\\."));
  }

  static Stream<Arguments> elsewhere() {
    return Stream.of(
        Arguments.of("resources: [/etc/hostname]", "resources names /etc/hostname" + OUTSIDE),
        Arguments.of("resources: [../secret.yaml]", "resources names ../secret.yaml" + OUTSIDE),
        Arguments.of(
            "configMapGenerator: [{name: a, files: [/etc/passwd]}]",
            "configMapGenerator names /etc/passwd" + OUTSIDE),
        Arguments.of(
            "configMapGenerator: [{name: a, files: [k=../../../../etc/passwd]}]",
            "configMapGenerator names ../../../../etc/passwd" + OUTSIDE),
        Arguments.of(
            "secretGenerator: [{name: a, envs: [/proc/self/environ]}]",
            "secretGenerator names /proc/self/environ" + OUTSIDE),
        Arguments.of(
            "configMapGenerator: [{name: a, files: [/proc/1/environ]}]",
            "configMapGenerator names /proc/1/environ" + OUTSIDE),
        Arguments.of(
            "resources: [\"x\\n../../secret\"]", "resources names x ../../secret" + MISSING),
        Arguments.of("resources: [\"x\\nsecret\"]", "resources names x secret" + MISSING),
        Arguments.of(
            "patchesStrategicMerge: [\"x\\n/../../../etc/passwd\"]",
            "patchesStrategicMerge names x /../../../etc/passwd" + OUTSIDE),
        Arguments.of(
            "patchesStrategicMerge: [\"a: b\\n---\\nx\\n/../../../etc/passwd\"]",
            "patchesStrategicMerge has a patch that is not valid: it is not a mapping. What it declares is unknown."),
        Arguments.of(
            "generators: [\"x\\n/../../../etc/passwd\"]",
            "generators names x /../../../etc/passwd" + OUTSIDE),
        Arguments.of("patches: [{path: ' /etc/passwd'}]", "patches names  /etc/passwd" + MISSING),
        Arguments.of(
            "patches: [{path: \"\\u00a0../secret\"}]", "patches names \u00a0../secret" + MISSING),
        Arguments.of("openapi: {path: /etc/passwd}", "openapi names /etc/passwd" + OUTSIDE),
        Arguments.of(
            "helmCharts: [{name: a, repo: URL}]",
            "helmCharts has kustomize run helm, which needs --enable-helm; Drift does not run it. What it declares is unknown."),
        Arguments.of(
            "helmChartInflationGenerator: [{chartName: a, chartRepoUrl: URL}]",
            "helmChartInflationGenerator has kustomize run helm, which needs --enable-helm; Drift does not run it. What it declares is unknown."),
        Arguments.of(
            "HELMCHARTS: [{name: a, repo: URL}]",
            "helmCharts has kustomize run helm, which needs --enable-helm; Drift does not run it. What it declares is unknown."));
  }

  @ParameterizedTest
  @MethodSource
  void elsewhere(String kustomization, String why) throws IOException {
    Rendered rendered = render("kustomization.yaml", kustomization);

    assertThat(reason(rendered)).isEqualTo("The kustomization at the root was not built: " + why);
  }

  static Stream<Arguments> plugins() {
    String remoteGenerator =
        "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: g}\nname: a\n";
    String program =
        " runs the plugin Any of example.com/v1, which is not part of kustomize;"
            + " Drift runs no programs of a repository. What it declares is unknown.";
    return Stream.of(
        Arguments.of(
            "generators",
            remoteGenerator + "files: ['URL/f']\n",
            "generators names URL/f" + REMOTE),
        Arguments.of(
            "generators",
            remoteGenerator + "Files: ['k=URL/f']\n",
            "generators names URL/f" + REMOTE),
        Arguments.of(
            "generators", remoteGenerator + "envs: ['URL/f']\n", "generators names URL/f" + REMOTE),
        Arguments.of(
            "transformers",
            "apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\npath: URL/p.yaml\n",
            "transformers names URL/p.yaml" + REMOTE),
        Arguments.of(
            "transformers",
            "apiVersion: builtin\nkind: PatchStrategicMergeTransformer\nmetadata: {name: t}\npaths: [URL/p.yaml]\n",
            "transformers names URL/p.yaml" + REMOTE),
        Arguments.of(
            "transformers",
            "apiVersion: builtin\nkind: ReplacementTransformer\nmetadata: {name: t}\nreplacements: [{path: URL/p.yaml}]\n",
            "transformers names URL/p.yaml" + REMOTE),
        Arguments.of(
            "generators",
            remoteGenerator + "files: [/proc/1/environ]\n",
            "generators names /proc/1/environ" + OUTSIDE),
        Arguments.of(
            "generators",
            remoteGenerator + "file\u017f: [k=/dev/zero]\n",
            "generators names /dev/zero" + OUTSIDE),
        Arguments.of(
            "generators",
            remoteGenerator + "env: ../../env\n",
            "generators names ../../env" + OUTSIDE),
        Arguments.of(
            "generators",
            "apiVersion: builtin\nkind: SecretGenerator\nmetadata: {name: g}\nEnvs: [/proc/1/environ]\n",
            "generators names /proc/1/environ" + OUTSIDE),
        Arguments.of(
            "transformers",
            "apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\nPATH: /etc/passwd\n",
            "transformers names /etc/passwd" + OUTSIDE),
        Arguments.of(
            "transformers",
            "apiVersion: builtin\nkind: PatchJson6902Transformer\nmetadata: {name: t}\npath: other.yaml\n",
            "transformers names other.yaml" + MISSING),
        Arguments.of(
            "transformers",
            "apiVersion: builtin\nkind: ReplacementTransformer\nmetadata: {name: t}\nReplacements: [{Path: /etc/passwd}]\n",
            "transformers names /etc/passwd" + OUTSIDE),
        Arguments.of(
            "validators",
            "apiVersion: builtin\nkind: AnyList\nmetadata: {name: t}\nitems: [{apiVersion: builtin, kind: SecretGenerator, metadata: {name: g}, envs: [/proc/1/environ]}]\n",
            "validators runs the plugin AnyList of builtin, which is not part of kustomize;"
                + " Drift runs no programs of a repository. What it declares is unknown."),
        Arguments.of(
            "generators",
            "apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: {name: t}\nrepo: URL\n",
            "generators has kustomize run helm, which needs --enable-helm; Drift does not run it. What it declares is unknown."),
        Arguments.of(
            "generators",
            "apiVersion: example.com/v1\nkind: Any\nmetadata: {name: t, annotations: {config.kubernetes.io/function: 'exec: {path: ./evil.sh}'}}\n",
            "generators" + program),
        Arguments.of(
            "transformers",
            "apiVersion: example.com/v1\nkind: Any\nmetadata: {name: t, annotations: {config.kubernetes.io/function: 'container: {image: evil, network: true}'}}\n",
            "transformers" + program),
        Arguments.of(
            "validators",
            "apiVersion: example.com/v1\nkind: Any\nmetadata: {name: t}\n",
            "validators" + program));
  }

  @ParameterizedTest
  @MethodSource
  void plugins(String field, String config, String why) throws IOException {
    String reason = "The kustomization at the root was not built: " + why;

    assertThat(reason(render("kustomization.yaml", field + ": [p.yaml]\n", "p.yaml", config)))
        .isEqualTo(reason);
    assertThat(reason(render("kustomization.yaml", field + ":\n- |\n" + config.indent(2))))
        .isEqualTo(reason);
  }

  /// A patch could write the URL into the configuration after it was checked.
  @Test
  void pluginsThatAKustomizationMakesAreNotUsed() throws IOException {
    Rendered rendered =
        render(
            "kustomization.yaml",
            "generators: [made]\n",
            "made/kustomization.yaml",
            "resources: [g.yaml]\npatches: [{target: {kind: ConfigMapGenerator}, patch: '[{op: replace, path: /files/0, value: \"URL/f\"}]'}]\n",
            "made/g.yaml",
            "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: g}\nname: a\nfiles: [x]\n");

    assertThat(reason(rendered))
        .isEqualTo(
            "The kustomization at the root was not built: generators names the kustomization made;"
                + " Drift uses configurations of plugins only if they are files. What it declares is"
                + " unknown.");
  }

  /// The files are there, so kustomize itself must refuse to leave the folder of a kustomization.
  @Test
  void aGeneratorDoesNotReadBesideItsFolder() throws IOException {
    Rendered rendered =
        render(
            "a/kustomization.yaml",
            "resources: [../b]\ngenerators: [g.yaml]\n",
            "a/g.yaml",
            "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: g}\nname: a\nfiles: [../b/secret]\n",
            "b/secret",
            "hunter2",
            "b/kustomization.yaml",
            "configMapGenerator: [{name: b, literals: [a=b]}]\n");

    assertThat(reason(rendered))
        .startsWith("The kustomization a was not built: kustomize ended with exit code 1:")
        .contains("b/secret' is not in or below");
  }

  /// For kustomize the entry is a configuration, whether a file of this name exists or not.
  @Test
  void aFileWhoseNameIsAConfigurationIsOne() throws IOException {
    String config =
        "{apiVersion: builtin, kind: SecretGenerator, metadata: {name: g}, envs: [/proc/1/environ]}";
    Rendered rendered =
        render("kustomization.yaml", "generators: ['" + config + "']\n", config, "a: b\n");

    assertThat(reason(rendered))
        .isEqualTo(
            "The kustomization at the root was not built: generators names /proc/1/environ"
                + OUTSIDE);
  }

  @Test
  void pluginsAndPatchesOfTheRepositoryAreBuilt() throws IOException {
    Rendered rendered =
        render(
            "kustomization.yaml",
            """
            resources: [cm.yaml]
            generators: [g.yaml]
            transformers:
            - |
              apiVersion: builtin
              kind: PatchTransformer
              metadata: {name: t}
              path: patches/p.yaml
            patchesStrategicMerge:
            - |-
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: a}
              data: {merged: "007"}
            """,
            "cm.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n",
            "g.yaml",
            "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: g}\nfiles: [key=files/f.txt]\noptions: {disableNameSuffixHash: true}\n",
            "files/f.txt",
            "text",
            "patches/p.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {patched: yes it is}\n");

    assertThat(rendered.unrendered()).isEmpty();
    assertThat(rendered.manifests())
        .extracting(it -> it.name() + " " + JsonWriter.text(it.content().object("data")))
        .containsExactlyInAnyOrder(
            "a {\"a\":\"b\",\"merged\":\"007\",\"patched\":\"yes it is\"}", "g {\"key\":\"text\"}");
  }

  /// kustomize's parser decodes the tag; what it gets holds none.
  @Test
  void whatKustomizeReadsIsWhatDriftUnderstood() throws IOException {
    String encoded =
        java.util.Base64.getEncoder()
            .encodeToString((url + "/a.yaml").getBytes(StandardCharsets.UTF_8));
    Rendered rendered =
        render(
            "kustomization.yaml",
            "resources: [!!binary " + encoded + "]\n",
            encoded,
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");

    assertThat(asked).isEmpty();
    assertThat(rendered.manifests()).allMatch(it -> it.name().equals("a"));
  }

  @Test
  void fieldsThatStandTwiceInDifferentSpellingsAreNotUsed() throws IOException {
    assertThat(
            reason(render("kustomization.yaml", "resources: []\nResources: ['URL/stolen.yaml']\n")))
        .startsWith(
            "The kustomization at the root was not built: its file is not one YAML mapping without"
                + " doubled keys.");
  }

  @ParameterizedTest
  @MethodSource("targets")
  void linksDoNotLeadOut(String target, @TempDir Path folder) throws IOException {
    Path repository = Files.createDirectories(folder.resolve("repository"));
    Files.writeString(folder.resolve("secret.yaml"), "hunter2-s3cr3t: true\n");
    Files.writeString(
        repository.resolve("kustomization.yaml"),
        "configMapGenerator: [{name: a, files: [link]}]\n");
    Files.createSymbolicLink(repository.resolve("link"), Path.of(target));

    Rendered rendered = render(new SourceTree(new DiskTree(repository), TreeLimits.DEFAULT));

    assertThat(reason(rendered))
        .startsWith("The kustomization at the root was not built: ")
        .contains("link")
        .doesNotContain("hunter2")
        .doesNotContain("root:");
    assertThat(rendered.manifests().stream().map(it -> JsonWriter.text(it.content()))).isEmpty();
  }

  static Stream<String> targets() {
    return Stream.of(
        "/etc/passwd",
        "../secret.yaml",
        "../../../../../../../../etc/passwd",
        "/proc/self/environ");
  }

  @Test
  void cyclesAreRefused() throws IOException {
    Rendered rendered =
        render(
            "a/kustomization.yaml",
            "resources: [../b]\n",
            "b/kustomization.yaml",
            "resources: [../a]\n");

    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.unrendered()).isNotEmpty();
  }
}
