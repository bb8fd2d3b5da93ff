package dev.drift.source.flux.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import dev.drift.git.Sources;
import dev.drift.git.remote.GitSettings;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Generated;
import dev.drift.model.value.Value;
import dev.drift.net.AllowedUrls;
import dev.drift.source.ClusterFacts;
import dev.drift.source.Fetcher;
import dev.drift.source.OtherRevisions;
import dev.drift.source.RenderOptions;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.fetch.AllowedFetcher;
import dev.drift.source.fetch.FileServer;
import dev.drift.source.fetch.HelmCommand;
import dev.drift.source.tool.Renderers;
import dev.drift.testkit.GitHttpServer;
import dev.drift.testkit.OciRegistry;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HelmReleases whose charts a real web server or a real registry has, packed by the real helm.
class FetchedReleasesTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web}
      data: {version: "{{ .Chart.Version }}", mode: "{{ .Values.mode }}"}
      """;

  private static OciRegistry registry;

  @TempDir private Path folder;
  private Path stable;
  private HelmCommand helm;
  private FileServer server;

  @BeforeAll
  static void startRegistry() {
    registry = OciRegistry.start();
  }

  @AfterAll
  static void stopRegistry() {
    registry.close();
  }

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

  /// A cluster in which helm-controller has installed a chart.
  private record Installed(String chartVersion, String digest) implements ClusterFacts {
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
      if (!ref.id().kind().equals("HelmRelease")) {
        return new Answer.Absent();
      }
      Value.Obj latest =
          Value.Obj.EMPTY
              .with("chartVersion", Value.of(chartVersion))
              .with("ociDigest", Value.of(digest));
      return new Answer.Found(
          Value.Obj.EMPTY.with(
              "status", Value.Obj.EMPTY.with("history", new Value.Arr(List.of(latest)))));
    }

    @Override
    public Listing objects(GroupKind kind) {
      return new Listing.Found(List.of());
    }
  }

  private AllowedFetcher fetcher(String... allowed) {
    return new AllowedFetcher(
        AllowedUrls.of(Arrays.asList(allowed)),
        Map.of(),
        BuildOutputs.fetched(folder.resolve("cache")),
        git());
  }

  private Sources git() {
    return new Sources(
        new GitSettings(
            folder.resolve("clones"),
            TreeLimits.DEFAULT,
            Map.of("HOME", folder.toString()),
            _ -> {},
            Duration.ofSeconds(20)));
  }

  private static Rendered render(Fetcher fetcher, String... namesAndTexts) throws IOException {
    return render(fetcher, ClusterFacts.NONE, namesAndTexts);
  }

  private static Rendered render(Fetcher fetcher, ClusterFacts cluster, String... namesAndTexts)
      throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
            new RenderRequest(
                    List.of(),
                    List.of(),
                    "",
                    KnownFiles.NONE,
                    List.of(),
                    cluster,
                    new SourceRepository(List.of(), Optional.of(COMMIT), Set.of()))
                .with(RenderOptions.DEFAULT.at(_ -> new OtherRevisions.Answer.Unknown("not there")))
                .with(fetcher));
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  /// `version mode` of each ConfigMap that a chart makes.
  private static List<String> made(Rendered rendered) {
    List<String> made = new ArrayList<>();
    for (Manifest manifest : rendered.manifests()) {
      if (manifest.origin() instanceof Generated) {
        Value.Obj data = manifest.content().object("data");
        made.add(data.text("version").orElse("") + " " + data.text("mode").orElse(""));
      }
    }
    return made;
  }

  private static List<String> fetched(Rendered rendered) {
    return rendered.problems().stream()
        .filter(it -> it.code() == Problem.Code.FETCHED)
        .map(Problem::message)
        .toList();
  }

  private String[] ofRepository(String chartSpec) {
    return ofRepository("url: " + server.url("stable"), chartSpec);
  }

  private static String[] ofRepository(String repositorySpec, String chartSpec) {
    return new String[] {
      "apps/web.yaml",
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: {name: stable, namespace: shop}
      spec: {%s}
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: web, namespace: shop}
      spec:
        interval: 5m
        chart:
          spec: {chart: web, sourceRef: {kind: HelmRepository, name: stable}%s}
      """
          .formatted(repositorySpec, chartSpec.isEmpty() ? "" : ", " + chartSpec)
    };
  }

  private static String[] ofRegistry(String repositorySpec) {
    return new String[] {
      "apps/web.yaml",
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: {name: web, namespace: shop}
      spec: {%s}
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: web, namespace: shop}
      spec:
        interval: 5m
        chartRef: {kind: OCIRepository, name: web}
      """
          .formatted(repositorySpec)
    };
  }

  @Test
  void rendersTheChartOfAHelmRepository() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.index(stable);

    Rendered rendered = render(fetcher(server.url("stable/")), ofRepository("version: 1.2.3"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(made(rendered)).containsExactly("1.2.3 chart");
    assertThat(fetched(rendered))
        .singleElement()
        .asString()
        .matches(
            "Rendered with what was fetched: chart web 1\\.2\\.3 from http://127\\.0\\.0\\.1:\\d+/stable"
                + " \\(sha256:[0-9a-f]{64}\\)\\.");
    Manifest settings =
        rendered.manifests().stream()
            .filter(it -> it.origin() instanceof Generated)
            .findFirst()
            .orElseThrow();
    assertThat(settings.origin().files()).containsExactly("apps/web.yaml");
    assertThat(settings.origin().places().start().line()).isEqualTo(6);
  }

  @Test
  void whatIsNotAllowedIsUnknownAndSaysWhatToAllow() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.index(stable);

    Rendered rendered = render(fetcher(server.url("other/")), ofRepository(""));

    assertThat(made(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: its chart web comes from the HelmRepository"
                + " stable: %s may not be fetched; if you trust it, add it to fetch in the agent's"
                    .formatted(server.url("stable/"))
                + " drift.yaml. What it declares is unknown.");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void rangesMeanTheirHighestRelease() throws IOException {
    for (String version : List.of("1.2.3", "1.9.0", "1.10.0", "1.11.0-rc.1", "2.0.0")) {
      helm.pack("web", version, stable);
    }
    helm.index(stable);
    AllowedFetcher fetcher = fetcher(server.url("stable/"));

    assertThat(made(render(fetcher, ofRepository("version: '1.x'"))))
        .containsExactly("1.10.0 chart");
    assertThat(made(render(fetcher, ofRepository("version: '>=1.10.0-0 <2'"))))
        .containsExactly("1.11.0-rc.1 chart");
    assertThat(made(render(fetcher, ofRepository("")))).containsExactly("2.0.0 chart");
    assertThat(reasons(render(fetcher, ofRepository("version: '>=3'"))))
        .singleElement()
        .asString()
        .contains("has no chart web of version >=3");
    assertThat(server.requests().stream().filter("/stable/index.yaml"::equals)).hasSize(1);
  }

  /// The index may have a newer one, which Flux has not installed yet.
  @Test
  void ofARangeTheInstalledVersionIsCompared() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.pack("web", "1.3.0", stable);
    helm.index(stable);
    AllowedFetcher fetcher = fetcher(server.url("stable/"));
    ClusterFacts cluster = new Installed("1.2.3", "");

    assertThat(made(render(fetcher, cluster, ofRepository("version: '1.x'"))))
        .containsExactly("1.2.3 chart");
    assertThat(made(render(fetcher, cluster, ofRepository("version: 1.3.0"))))
        .containsExactly("1.3.0 chart");
    assertThat(made(render(fetcher, cluster, ofRepository("version: '>1.2.3'"))))
        .containsExactly("1.3.0 chart");
  }

  @Test
  void aSecondRunAsksForTheIndexOnly() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.index(stable);
    String[] files = ofRepository("version: 1.2.3");
    assertThat(made(render(fetcher(server.url("stable/")), files))).hasSize(1);
    assertThat(server.requests()).containsExactly("/stable/index.yaml", "/stable/web-1.2.3.tgz");

    assertThat(made(render(fetcher(server.url("stable/")), files))).hasSize(1);

    assertThat(server.requests()).containsExactly("/stable/index.yaml");
  }

  @Test
  void valuesFilesOfTheChartReplaceItsValues() throws IOException {
    helm.pack("web", "1.2.3", stable, "values-prod.yaml", "mode: prod\n", "empty.yaml", "");
    helm.index(stable);
    AllowedFetcher fetcher = fetcher(server.url("stable/"));

    assertThat(
            made(render(fetcher, ofRepository("valuesFiles: [values.yaml, ./values-prod.yaml]"))))
        .containsExactly("1.2.3 prod");
    assertThat(
            made(
                render(
                    fetcher,
                    ofRepository(
                        "valuesFiles: [none.yaml, values-prod.yaml], ignoreMissingValuesFiles: true"))))
        .containsExactly("1.2.3 prod");
    assertThat(
            made(
                render(
                    fetcher,
                    new Installed("1.2.3+7", ""),
                    ofRepository("version: 1.x, valuesFiles: [values-prod.yaml]"))))
        .as("source-controller adds the generation of the HelmChart")
        .containsExactly("1.2.3+7 prod");
    assertThat(reasons(render(fetcher, ofRepository("valuesFiles: [none.yaml]"))))
        .singleElement()
        .asString()
        .contains("its values file none.yaml is not in its chart");
  }

  @Test
  void privateRepositoriesAreUnknown() throws IOException {
    Rendered rendered =
        render(
            fetcher(server.url("")),
            ofRepository("url: %s, secretRef: {name: login}".formatted(server.url("stable")), ""));

    assertThat(reasons(rendered))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: its chart comes from the HelmRepository"
                + " stable, which needs a login (secretRef), and Drift fetches without one. What it"
                + " declares is unknown.");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aServerThatIsDownIsAReason() throws IOException {
    String url = server.url("stable");
    server.close();

    Rendered rendered = render(fetcher(url), ofRepository("url: " + url, ""));

    assertThat(reasons(rendered))
        .singleElement()
        .asString()
        .contains(url + "/index.yaml could not be fetched: the connection was refused");
  }

  // Hostile repositories.

  @Test
  void noRedirectLeadsToAHostThatIsNotAllowed() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("metadata"));
    try (FileServer metadata = new FileServer(secret)) {
      helm.pack("web", "1.2.3", stable);
      helm.index(stable);
      Files.copy(stable.resolve("web-1.2.3.tgz"), secret.resolve("web-1.2.3.tgz"));
      server.redirect("stable/web-1.2.3.tgz", metadata.url("web-1.2.3.tgz"));

      Rendered rendered = render(fetcher(server.url("stable/")), ofRepository(""));

      assertThat(reasons(rendered))
          .singleElement()
          .asString()
          .contains(
              "%s redirects to %s, which may not be fetched; if you trust it, add it to fetch in the"
                      .formatted(server.url("stable/web-1.2.3.tgz"), metadata.url("web-1.2.3.tgz"))
                  + " agent's drift.yaml");
      assertThat(metadata.requests()).isEmpty();
    }
  }

  @Test
  void anIndexThatRedirectsAwayIsNotFollowed() throws IOException {
    server.redirect("stable/index.yaml", "http://169.254.169.254/latest/meta-data/");

    assertThat(reasons(render(fetcher(server.url("stable/")), ofRepository(""))))
        .singleElement()
        .asString()
        .contains(
            "redirects to http://169.254.169.254/latest/meta-data/, which may not be fetched");
  }

  @Test
  void redirectsAmongAllowedUrlsAreFollowedUpToALimit() throws IOException {
    helm.pack("web", "1.2.3", Files.createDirectories(folder.resolve("served/cdn")));
    Files.copy(folder.resolve("served/cdn/web-1.2.3.tgz"), stable.resolve("web-1.2.3.tgz"));
    helm.index(stable);
    server.redirect("stable/web-1.2.3.tgz", "/cdn/web-1.2.3.tgz");
    assertThat(made(render(fetcher(server.url("stable/"), server.url("cdn/")), ofRepository(""))))
        .containsExactly("1.2.3 chart");

    server.redirect("stable/index.yaml", server.url("stable/index.yaml"));
    assertThat(reasons(render(fetcher(server.url("stable/")), ofRepository(""))))
        .singleElement()
        .asString()
        .contains("redirects more than 5 times");
  }

  @Test
  void anIndexThatNamesAnArchiveElsewhereIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    try (FileServer other = new FileServer(elsewhere)) {
      helm.pack("web", "1.2.3", elsewhere);
      helm.run(
          "repo", "index", elsewhere.toString(), "--url", other.url("").replaceFirst("/$", ""));
      Files.copy(elsewhere.resolve("index.yaml"), stable.resolve("index.yaml"));
      AllowedFetcher fetcher = fetcher(server.url("stable/"));

      assertThat(reasons(render(fetcher, ofRepository(""))))
          .singleElement()
          .asString()
          .contains(other.url("web-1.2.3.tgz") + " may not be fetched");
      assertThat(other.requests()).isEmpty();
      assertThat(made(render(fetcher(server.url("stable/"), other.url("")), ofRepository(""))))
          .containsExactly("1.2.3 chart");
    }
  }

  @Test
  void anIndexThatNamesAFileOfThisMachineIsNotFollowed() throws IOException {
    for (String url : List.of("file:///etc/passwd", "../private/web.tgz", "%2e%2e/web.tgz")) {
      Files.writeString(
          stable.resolve("index.yaml"),
          "apiVersion: v1\nentries: {web: [{name: web, version: 1.2.3, urls: ['%s']}]}\n"
              .formatted(url));

      assertThat(reasons(render(fetcher(server.url("stable/")), ofRepository(""))))
          .singleElement()
          .asString()
          .contains("may not be fetched");
      assertThat(server.requests()).containsExactly("/stable/index.yaml");
    }
  }

  @Test
  void anArchiveWithAnotherDigestThanItsIndexSaysIsRefused() throws IOException {
    Path chart = helm.pack("web", "1.2.3", stable);
    helm.index(stable);
    Files.delete(chart);
    helm.pack("web", "1.2.3", stable, "values.yaml", "mode: other\n");

    assertThat(reasons(render(fetcher(server.url("stable/")), ofRepository(""))))
        .singleElement()
        .asString()
        .contains("web-1.2.3.tgz does not have the digest that its index says");
  }

  @Test
  void archivesThatLeadOutOrAreTooLargeAreRefused() throws IOException {
    Files.writeString(
        stable.resolve("index.yaml"),
        "apiVersion: v1\nentries: {web: [{name: web, version: 1.2.3, urls: [web.tgz]}]}\n");
    Files.write(stable.resolve("web.tgz"), tar("web/../../../etc/cron.d/web", 3));
    assertThat(reasons(render(fetcher(server.url("stable/")), ofRepository(""))))
        .singleElement()
        .asString()
        .contains("the archive cannot be unpacked: a path leads out of it");

    Files.write(stable.resolve("web.tgz"), new byte[(10 << 20) + 1]);
    assertThat(reasons(render(fetcher(server.url("stable/")), ofRepository(""))))
        .singleElement()
        .asString()
        .contains("web.tgz is larger than 10 MiB");

    Files.write(stable.resolve("web.tgz"), tar("web/bomb", 100 << 20));
    assertThat(reasons(render(fetcher(server.url("stable/")), ofRepository(""))))
        .singleElement()
        .asString()
        .contains("the archive cannot be unpacked: it is too large");
  }

  /// An archive of one file of zeros.
  private static byte[] tar(String path, int size) throws IOException {
    byte[] header = new byte[512];
    put(header, 0, path);
    put(header, 124, "%011o".formatted(size));
    header[156] = '0';
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(header);
      byte[] block = new byte[512];
      for (int i = 0; i < (size + 511) / 512; i++) {
        out.write(block);
      }
      out.write(block);
    }
    return packed.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  // Registries.

  private String push(String name, String version, String... more) throws IOException {
    Path chart = helm.pack(name, version, folder.resolve("packed"), more);
    helm.run(
        "push", chart.toString(), "oci://%s/charts".formatted(registry.host()), "--plain-http");
    return chart.toString();
  }

  private static String allowed() {
    return "http://%s/charts/".formatted(registry.host());
  }

  private static String registryUrl(String path) {
    return "url: \"oci://%s/%s\", insecure: true".formatted(registry.host(), path);
  }

  @Test
  void rendersTheChartOfARegistry() throws IOException {
    push("web", "4.1.0");
    push("web", "4.2.0");
    push("web", "4.3.0-rc.1");
    String repository = "type: oci, " + registryUrl("charts");

    assertThat(made(render(fetcher(allowed()), ofRepository(repository, "version: '4.x'"))))
        .containsExactly("4.2.0 chart");
    assertThat(made(render(fetcher(allowed()), ofRepository(repository, "version: 4.1.0"))))
        .containsExactly("4.1.0 chart");
    assertThat(
            made(
                render(
                    fetcher(allowed()),
                    new Installed("4.1.0", ""),
                    ofRepository(repository, "version: '4.x'"))))
        .containsExactly("4.1.0 chart");
    assertThat(reasons(render(fetcher(allowed()), ofRepository(repository, "version: 4.9.9"))))
        .singleElement()
        .asString()
        .contains("/charts/web has no 4.9.9");
  }

  /// Whoever allows a registry with TLS has not allowed it without.
  @Test
  void aRegistryWithoutTlsIsAllowedByItself() throws IOException {
    push("web", "5.0.0");

    assertThat(
            reasons(
                render(
                    fetcher("oci://%s/charts".formatted(registry.host())),
                    ofRegistry(registryUrl("charts/web") + ", ref: {tag: 5.0.0}"))))
        .singleElement()
        .asString()
        .contains(
            "its chart comes from the OCIRepository web: http://%s/charts/web may not be fetched"
                .formatted(registry.host()));
  }

  @Test
  void theVersionOfAnOciRepositoryHasItsDigest() throws IOException {
    push("web", "6.0.0");
    Rendered rendered =
        render(
            fetcher(allowed()), ofRegistry(registryUrl("charts/web") + ", ref: {semver: '6.x'}"));

    assertThat(reasons(rendered)).isEmpty();
    String digest = fetched(rendered).getFirst().replaceFirst(".*\\((sha256:[0-9a-f]+)\\).*", "$1");
    assertThat(digest).matches("sha256:[0-9a-f]{64}");
    assertThat(made(rendered)).containsExactly("6.0.0+%s chart".formatted(digest.substring(7, 19)));

    Rendered named =
        render(
            fetcher(allowed()),
            ofRegistry(registryUrl("charts/web") + ", ref: {digest: '%s'}".formatted(digest)));
    assertThat(made(named)).isEqualTo(made(rendered));
  }

  @Test
  void tagsOfAnOciRepositoryAreFiltered() throws IOException {
    push("filtered", "1.0.0-rc.1");
    push("filtered", "1.0.0-rc.2");
    push("filtered", "1.1.0-dev.1");
    push("filtered", "1.1.0-dev.2");

    assertThat(filtered(">=1.0.0-0", ".*-rc\\..*")).startsWith("1.0.0-rc.2+");
    assertThat(filtered(">=1.0.0-0", "dev")).startsWith("1.1.0-dev.2+");
    assertThat(filtered(">=1.0.0-0", "^1\\.0")).startsWith("1.0.0-rc.2+");
    assertThat(filtered(">=1.0.0-0", "")).startsWith("1.1.0-dev.2+");
  }

  @Test
  void ifNoTagIsLeftTheFilterIsNamed() throws IOException {
    push("released", "1.0.0");
    assertThat(reasons(render(fetcher(allowed()), filteredBy("released", "1.x", "-rc"))))
        .singleElement()
        .asString()
        .contains("charts/released has no tag in 1.x that matches -rc");
    assertThat(reasons(render(fetcher(allowed()), filteredBy("released", "1.x", "(?=a)"))))
        .singleElement()
        .asString()
        .contains("(?=a) is not a pattern for tags");
  }

  /// Helm writes it with `_`, because a tag may not have `+`.
  @Test
  void theTagOfAChartMayHaveMetadata() throws IOException {
    push("built", "2.0.0");
    push("built", "2.1.0+build.7");
    String layer =
        "layerSelector: {mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip}";
    String url = registryUrl("charts/built");
    assertThat(
            made(
                render(
                    fetcher(allowed()), ofRegistry(url + ", " + layer + ", ref: {semver: '2.x'}"))))
        .singleElement()
        .asString()
        .startsWith("2.1.0+");
    assertThat(made(render(fetcher(allowed()), ofRegistry(url + ", ref: {semver: '2.x'}"))))
        .as("only in tags of charts does _ stand for +")
        .singleElement()
        .asString()
        .startsWith("2.0.0+");
  }

  private String filtered(String range, String filter) throws IOException {
    Rendered rendered = render(fetcher(allowed()), filteredBy("filtered", range, filter));
    assertThat(reasons(rendered)).isEmpty();
    return made(rendered).getFirst();
  }

  private String[] filteredBy(String chart, String range, String filter) {
    return ofRegistry(
        "%s, ref: {semver: '%s', semverFilter: '%s'}"
            .formatted(registryUrl("charts/" + chart), range, filter));
  }

  @Test
  void aDigestIsFetchedOnce() throws IOException {
    push("once", "1.0.0");
    String[] tagged = ofRegistry(registryUrl("charts/once") + ", ref: {tag: 1.0.0}");
    Rendered rendered = render(fetcher(allowed()), tagged);
    String digest = fetched(rendered).getFirst().replaceFirst(".*\\((sha256:[0-9a-f]+)\\).*", "$1");
    List<String> before = registry.requests();
    assertThat(before).contains("GET /v2/charts/once/manifests/1.0.0");

    assertThat(
            made(
                render(
                    fetcher(allowed()),
                    ofRegistry(
                        registryUrl("charts/once") + ", ref: {digest: '%s'}".formatted(digest)))))
        .hasSize(1);

    assertThat(registry.requests()).isEqualTo(before);
  }

  /// Tags are mutable: what Flux has installed is known by its digest.
  @Test
  void ofATagThatHasMovedTheInstalledDigestIsCompared() throws IOException {
    push("moved", "1.0.0");
    String[] files = ofRegistry(registryUrl("charts/moved") + ", ref: {tag: 1.0.0}");
    Rendered first = render(fetcher(allowed()), files);
    String digest = fetched(first).getFirst().replaceFirst(".*\\((sha256:[0-9a-f]+)\\).*", "$1");
    push("moved", "1.0.0", "values.yaml", "mode: moved\n");
    ClusterFacts cluster = new Installed("1.0.0+" + digest.substring(7, 19), digest);

    assertThat(made(render(fetcher(allowed()), cluster, files))).isEqualTo(made(first));
    assertThat(made(render(fetcher(allowed()), files)).getFirst()).endsWith(" moved");
  }

  /// The feature gate DisableChartDigestTracking of helm-controller shows in what it installed.
  @Test
  void withoutDigestTrackingTheVersionStays() throws IOException {
    push("plain", "1.0.0");
    String[] files = ofRegistry(registryUrl("charts/plain") + ", ref: {tag: 1.0.0}");
    String digest =
        fetched(render(fetcher(allowed()), files))
            .getFirst()
            .replaceFirst(".*\\((sha256:[0-9a-f]+)\\).*", "$1");

    assertThat(made(render(fetcher(allowed()), new Installed("1.0.0", digest), files)))
        .containsExactly("1.0.0 chart");
  }

  // Dependencies of charts.

  private String[] withDependencies(String dependencies, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "apps/web.yaml",
                """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: shop}
                spec:
                  chart:
                    spec:
                      chart: charts/all
                      sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
                """,
                "charts/all/Chart.yaml",
                "apiVersion: v2\nname: all\nversion: 1.0.0\ndependencies:\n"
                    + dependencies.formatted(server.url("stable"))));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void dependenciesAreFetchedAsTheLockSays() throws IOException {
    helm.pack("web", "1.2.3", stable);
    helm.pack("web", "1.3.0", stable);
    helm.index(stable);
    String dependency = "- {name: web, version: ^1.0.0, repository: '%s'}\n";
    AllowedFetcher fetcher = fetcher(server.url("stable/"));

    assertThat(made(render(fetcher, withDependencies(dependency)))).containsExactly("1.3.0 chart");
    Rendered locked =
        render(
            fetcher,
            withDependencies(
                dependency,
                "charts/all/Chart.lock",
                "dependencies: [{name: web, repository: '%s', version: 1.2.3}]\n"
                    .formatted(server.url("stable"))));
    assertThat(reasons(locked)).isEmpty();
    assertThat(made(locked)).containsExactly("1.2.3 chart");
    assertThat(
            reasons(
                render(
                    fetcher,
                    withDependencies(dependency, "charts/all/Chart.lock", "dependencies: []\n"))))
        .singleElement()
        .asString()
        .contains(
            "charts/all/Chart.yaml:5: its dependency web is not in charts/all/Chart.lock; run helm"
                + " dependency update charts/all and commit Chart.lock");
  }

  @Test
  void aDependencyUnderTwoAliasesIsThereTwice() throws IOException {
    helm.pack(
        "web",
        "1.2.3",
        stable,
        "templates/settings.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{ .Chart.Name }}}
        data: {version: {{ .Chart.Version | quote }}, mode: {{ .Values.mode | quote }}}
        """);
    helm.index(stable);

    Rendered rendered =
        render(
            fetcher(server.url("stable/")),
            withDependencies(
                """
                - {name: web, alias: one, version: 1.2.3, repository: '%1$s'}
                - {name: web, alias: two, version: 1.2.3, repository: '%1$s'}
                """,
                "charts/all/values.yaml", "two: {mode: second}\n"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(made(rendered)).containsExactlyInAnyOrder("1.2.3 chart", "1.2.3 second");
  }

  @Test
  void noDependencyOrAliasIsAPath() throws IOException {
    assertThat(
            reasons(
                render(
                    fetcher(server.url("")),
                    withDependencies(
                        "- {name: web, alias: ../../etc, version: 1.2.3, repository: '%s'}\n"))))
        .singleElement()
        .asString()
        .contains("its dependency web does not have the alias of a chart");
    assertThat(
            reasons(
                render(
                    fetcher(server.url("")),
                    withDependencies("- {name: ../web, version: 1.2.3, repository: '%s'}\n"))))
        .singleElement()
        .asString()
        .contains("its dependency ..?web does not have the name of a chart");
    assertThat(server.requests()).isEmpty();
  }

  // Charts of other Git repositories.

  @Test
  void rendersTheChartOfAnotherRepository() throws IOException {
    GitRepo charts = GitRepo.create(folder.resolve("charts"));
    charts
        .write("charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n")
        .write("charts/web/values.yaml", "mode: other\n")
        .write("values/prod.yaml", "mode: prod\n")
        .write("charts/web/templates/settings.yaml", SETTINGS);
    String commit = charts.commit();
    Files.createDirectories(folder.resolve("git"));
    charts.bare(folder.resolve("git/charts.git"));
    String release =
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: flux-system, namespace: flux-system}
        spec: {url: "https://git.example.com/platform.git"}
        ---
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: charts, namespace: shop}
        spec: {url: "%s", ref: {branch: main}}
        ---
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: web, namespace: shop}
        spec:
          chart: {spec: {chart: charts/web, sourceRef: {kind: GitRepository, name: charts}%s}}
        """;
    try (GitHttpServer git = GitHttpServer.open(folder.resolve("git"))) {
      String url = git.url("charts.git");

      Rendered rendered = render(fetcher(url), "apps/web.yaml", release.formatted(url, ""));

      assertThat(reasons(rendered)).isEmpty();
      assertThat(made(rendered)).containsExactly("1.0.0 other");
      assertThat(fetched(rendered))
          .containsExactly(
              "Rendered with what was fetched: repository at main from %s (%s)."
                  .formatted(url, commit));
      assertThat(
              made(
                  render(
                      fetcher(url),
                      "apps/web.yaml",
                      release.formatted(
                          url, ", valuesFiles: [values/prod.yaml], reconcileStrategy: Revision"))))
          .containsExactly("1.0.0+%s prod".formatted(commit.substring(0, 12)));
      git.requests();
      assertThat(reasons(render(fetcher(), "apps/web.yaml", release.formatted(url, ""))))
          .singleElement()
          .asString()
          .contains(
              "its chart charts/web comes from the GitRepository charts: %s may not be fetched"
                  .formatted(url));
      assertThat(git.requests()).isEmpty();
    }
  }

  /// Branches and tags may have the same name.
  @Test
  void aGitRepositoryHasABranchOrATag() throws IOException {
    GitRepo charts = GitRepo.create(folder.resolve("charts"));
    charts
        .write("charts/web/Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}")
        .write("charts/web/values.yaml", "mode: tagged\n")
        .write("charts/web/templates/settings.yaml", SETTINGS);
    charts.commit();
    charts.git("tag", "v1");
    charts.git("checkout", "-q", "-b", "v1");
    charts.write("charts/web/values.yaml", "mode: branched\n").commit();
    Files.createDirectories(folder.resolve("git"));
    charts.bare(folder.resolve("git/charts.git"));
    String release =
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: flux-system, namespace: flux-system}
        spec: {url: "https://git.example.com/platform.git"}
        ---
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: charts, namespace: shop}
        spec: {url: "%s", ref: {%s: v1}}
        ---
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: web, namespace: shop}
        spec: {chart: {spec: {chart: charts/web, sourceRef: {kind: GitRepository, name: charts}}}}
        """;
    try (GitHttpServer git = GitHttpServer.open(folder.resolve("git"))) {
      String url = git.url("charts.git");

      Rendered branch = render(fetcher(url), "apps/web.yaml", release.formatted(url, "branch"));
      Rendered tag = render(fetcher(url), "apps/web.yaml", release.formatted(url, "tag"));

      assertThat(made(branch)).containsExactly("1.0.0 branched");
      assertThat(made(tag)).containsExactly("1.0.0 tagged");
      assertThat(fetched(tag)).singleElement().asString().contains("repository at v1 from");
    }
  }
}
