package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.OtherRevisions;
import dev.drift.source.RenderOptions;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.manifest.KnownManifests;
import dev.drift.source.part.Parts;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// HelmReleases whose charts are part of the source, rendered by the real helm and kustomize.
class HelmReleaseRendererTest {
  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: settings
      data:
        {{- range $name, $value := .Values.settings }}
        {{ $name }}: {{ $value | quote }}
        {{- end }}
      """;

  /// The spec of a release of the chart `charts/web`, on this indent.
  private static String release(String more) {
    return """
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: {name: web, namespace: shop}
    spec:
      interval: 5m
      chart:
        spec:
          chart: ./charts/web
          sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
    """
        + more.indent(2);
  }

  private static String[] files(String release, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "apps/web.yaml",
                release,
                "charts/web/Chart.yaml",
                "apiVersion: v2\nname: web\nversion: 1.0.0\n",
                "charts/web/values.yaml",
                "settings: {mode: chart}\n"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String[] settings(String release, String... more) {
    List<String> all = new ArrayList<>(List.of("charts/web/templates/settings.yaml", SETTINGS));
    all.addAll(List.of(more));
    return files(release, all.toArray(String[]::new));
  }

  /// A cluster with some objects.
  private record Objects(Map<String, Value.Obj> byName) implements ClusterFacts {
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
      Value.Obj found =
          byName.get("%s %s/%s".formatted(ref.id().kind(), ref.id().namespace(), ref.id().name()));
      return found == null ? new Answer.Absent() : new Answer.Found(found);
    }

    @Override
    public Listing objects(GroupKind kind) {
      return new Listing.Unknown("it was not asked for");
    }
  }

  private static Rendered render(String... namesAndTexts) throws IOException {
    return render(ClusterFacts.NONE, namesAndTexts);
  }

  private static Rendered render(ClusterFacts cluster, String... namesAndTexts) throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
            new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE, cluster));
  }

  /// What charts make: not what the repository itself has.
  private static List<Manifest> made(Rendered rendered) {
    return rendered.manifests().stream().filter(it -> it.origin() instanceof Generated).toList();
  }

  private static Manifest only(Rendered rendered) {
    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(made(rendered)).hasSize(1);
    return made(rendered).getFirst();
  }

  private static Value.Obj data(Rendered rendered) {
    return only(rendered).content().object("data");
  }

  private static List<String> names(List<Manifest> manifests) {
    return manifests.stream()
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .toList();
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  private static List<String> undetermined(Manifest manifest) {
    return ((Generated) manifest.origin())
        .undetermined().stream().map(it -> it.path() + ": " + it.reason()).toList();
  }

  @Test
  void rendersTheChartForItsRelease() throws IOException {
    Rendered rendered =
        render(
            settings(
                release(
                    """
                    values:
                      settings: {mode: inline}
                    """)));

    Manifest settings = only(rendered);
    assertThat(names(rendered.manifests()))
        .containsExactlyInAnyOrder("HelmRelease shop/web", "ConfigMap shop/settings");
    assertThat(settings.content())
        .isEqualTo(
            new Value.Obj(
                Map.of(
                    "apiVersion",
                    Value.of("v1"),
                    "kind",
                    Value.of("ConfigMap"),
                    "metadata",
                    new Value.Obj(
                        Map.of(
                            "name",
                            Value.of("settings"),
                            "namespace",
                            Value.of("shop"),
                            "labels",
                            new Value.Obj(
                                Map.of(
                                    "app.kubernetes.io/managed-by", Value.of("Helm"),
                                    "helm.toolkit.fluxcd.io/name", Value.of("web"),
                                    "helm.toolkit.fluxcd.io/namespace", Value.of("shop"))),
                            "annotations",
                            new Value.Obj(
                                Map.of(
                                    "meta.helm.sh/release-name", Value.of("web"),
                                    "meta.helm.sh/release-namespace", Value.of("shop"))))),
                    "data",
                    new Value.Obj(Map.of("mode", Value.of("inline"))))));
    assertThat(settings.origin().start())
        .hasToString("charts/web/templates/settings.yaml:2:1 (rendered by helm)");
    assertThat(settings.origin().files())
        .containsExactly(
            "charts/web/templates/settings.yaml", "charts/web/Chart.yaml", "apps/web.yaml");
    assertThat(rendered.renderers()).containsExactly("plain", "helm v4.3.1");
  }

  private static final String NAMES =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: names}
      data: {release: "{{ .Release.Name }}", namespace: "{{ .Release.Namespace }}"}
      """;

  /// See `GetReleaseName` and `ShortenName` of helm-controller. The hash is by sha256sum.
  @Test
  void namesReleasesAsFluxDoes() throws IOException {
    String template = "charts/web/templates/names.yaml";

    assertThat(data(render(files(release("targetNamespace: prod\n"), template, NAMES))))
        .isEqualTo(
            new Value.Obj(Map.of("release", Value.of("prod-web"), "namespace", Value.of("prod"))));
    assertThat(data(render(files(release("releaseName: mine\n"), template, NAMES))))
        .isEqualTo(
            new Value.Obj(Map.of("release", Value.of("mine"), "namespace", Value.of("shop"))));
    String longName = "some-front-appended-namespace-release-with-a-long-name-x";
    assertThat(
            data(render(files(release("releaseName: " + longName + "\n"), template, NAMES)))
                .text("release"))
        .contains("some-front-appended-namespace-release-wi-a5d62da70a30");
  }

  @Test
  void mergesValuesOfConfigMapsAndSecretsInOrder() throws IOException {
    Rendered rendered =
        render(
            new Objects(Map.of()),
            settings(
                release(
                    """
                    valuesFrom:
                      - {kind: ConfigMap, name: base}
                      - {kind: ConfigMap, name: absent, optional: true}
                      - {kind: ConfigMap, name: base, valuesKey: absent, optional: true}
                      - {kind: Secret, name: keys, valuesKey: user, targetPath: settings.user}
                    values:
                      settings: {c: inline}
                    """),
                "apps/values.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: base, namespace: shop}
                data: {values.yaml: "settings: {a: file, b: file, c: file}"}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: keys, namespace: shop}
                data: {user: dHJpbm8=}
                """,
                "charts/web/templates/settings.yaml",
                SETTINGS
                    .replace("kind: ConfigMap", "kind: Secret")
                    .replace("\ndata:", "\nstringData:")));

    assertThat(only(rendered).content().object("stringData"))
        .isEqualTo(
            new Value.Obj(
                Map.of(
                    "mode", Value.of("chart"),
                    "a", Value.of("file"),
                    "b", Value.of("file"),
                    "c", Value.of("inline"),
                    "user", Value.of("trino"))));
    assertThat(only(rendered).origin().files()).contains("apps/values.yaml");
  }

  @Test
  void takesValuesFromTheClusterIfTheRepositoryHasNone() throws IOException {
    String release = release("valuesFrom: [{kind: ConfigMap, name: live}]\n");
    Objects cluster =
        new Objects(
            Map.of(
                "ConfigMap shop/live",
                Value.Obj.EMPTY.with(
                    "data",
                    Value.Obj.EMPTY.with("values.yaml", Value.of("settings: {mode: live}")))));

    assertThat(data(render(cluster, settings(release))).text("mode")).contains("live");
    assertThat(reasons(render(new Objects(Map.of()), settings(release))))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: its values come from ConfigMap shop/live,"
                + " which neither this repository nor the cluster has. What it declares is"
                + " unknown.");
    assertThat(reasons(render(settings(release))))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: its values come from ConfigMap shop/live,"
                + " which this repository does not have, and no cluster is connected. What it"
                + " declares is unknown.");
  }

  private static final String SECRET_VALUES =
      """
      valuesFrom:
        - {kind: Secret, name: keys, valuesKey: token, targetPath: token}
        - {kind: Secret, name: keys}
      """;

  /// A release whose values come from a Secret.
  private static String[] secret(String token, String template) {
    return files(
        release(SECRET_VALUES),
        "apps/values.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: keys, namespace: shop}
        stringData:
          token: %s
          values.yaml: |
            pin: 482913
            packed: c3dvcmRmaXNo
            port: "5432"
            url: postgres://bob:swordfish@db.example.com:5432/shop
        """
            .formatted(token),
        "charts/web/templates/any.yaml",
        template);
  }

  private static Set<Path> data(String... names) {
    return Stream.of(names).map(it -> Path.of("data", it)).collect(Collectors.toSet());
  }

  /// No name tells that they are secret there, nor does their text.
  @Test
  void whateverIsMadeOfASecretIsSecret() throws IOException {
    Rendered rendered =
        render(
            secret(
                "hunter2SuperSecretValue9",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: any, annotations: {sum: "{{ .Values.token | sha256sum }}"}}
                data:
                  mode: "{{ .Values.settings.mode }}"
                  plain: {{ .Values.token }}
                  upper: {{ .Values.token | upper }}
                  start: {{ .Values.token | trunc 3 | quote }}
                  letter: {{ substr 1 2 .Values.token | quote }}
                  packed: {{ printf "x%s" .Values.token | b64enc }}
                  hex: {{ printf "%x" .Values.token }}
                  dashed: {{ regexReplaceAll "(.)" .Values.token "$1-" }}
                  length: {{ len .Values.token | quote }}
                  digits: {{ regexReplaceAll "[^0-9]" .Values.token "" | quote }}
                  shape: {{ regexReplaceAll "[a-z]" .Values.token "a" | trunc 5 }}
                  starts: {{ hasPrefix "hunter" .Values.token | quote }}
                  pin: "pre-{{ .Values.pin }}"
                  host: {{ (urlParse .Values.url).host }}
                  parts: {{ splitList "/" .Values.url | len | quote }}
                  password: {{ .Values.packed | b64dec }}
                  next: {{ add 1 (int .Values.port) | quote }}
                """));

    Set<Path> expected =
        new HashSet<>(
            data(
                "plain",
                "upper",
                "start",
                "letter",
                "packed",
                "hex",
                "dashed",
                "length",
                "digits",
                "shape",
                "starts",
                "pin",
                "host",
                "parts",
                "password",
                "next"));
    expected.add(Path.of("metadata", "annotations", "sum"));
    Manifest any = only(rendered);
    assertThat(any.secrets()).isEqualTo(expected);
    assertThat(any.content().object("data").text("host")).contains("db.example.com:5432");
    assertThat(any.content().object("data").text("password")).contains("swordfish");
  }

  /// At a target path, a comma starts another value.
  @Test
  void allValuesAtATargetPathAreSecret() throws IOException {
    Manifest any =
        only(
            render(
                secret(
                    "\"hunter2Super,other=SecretValue9\"",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: any}
                    data: {a: "{{ .Values.token }}", b: "{{ .Values.other }}"}
                    """)));

    assertThat(any.secrets()).isEqualTo(data("a", "b"));
    assertThat(any.content().object("data").text("b")).contains("SecretValue9");
  }

  @Test
  void theLinesOfASecretAreSecret() throws IOException {
    Manifest any =
        only(
            render(
                secret(
                    "\"line1secret\\nline2secret\\n\"",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: any}
                    data:
                      first: {{ splitList "\\n" .Values.token | first }}
                      second: {{ index (splitList "\\n" .Values.token) 1 }}
                      all: |
                    {{ .Values.token | indent 4 }}
                    """)));

    assertThat(any.secrets()).isEqualTo(data("first", "second", "all"));
  }

  private static final String NOT_NAMED =
      "Values of Secrets decide which objects the HelmRelease shop/web has, or how these or their"
          + " fields are called. These objects are not named or compared.";

  /// Names are in every report.
  @Test
  void whatASecretNamesIsNotNamed() throws IOException {
    List<String> templates =
        List.of(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"{{ .Values.token }}\"}\n",
            "apiVersion: v1\nkind: \"{{ .Values.token }}\"\nmetadata: {name: any}\n",
            "apiVersion: \"{{ .Values.token }}/v1\"\nkind: Any\nmetadata: {name: any}\n",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: \"{{ .Values.token }}\"}\n",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a, labels: {"{{ .Values.token }}": x}}
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec: {containers: [{name: "{{ .Values.token }}"}]}
            """,
            """
            {{ if hasPrefix "h" .Values.token }}
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            {{ end }}
            """,
            """
            {{ if not (hasPrefix "h" .Values.token) }}
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            {{ end }}
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: "{{ .Values.token }}", annotations: {"helm.sh/hook": test}}
            """,
            """
            {{ $x := lookup "v1" "Secret" "a" "b" }}
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "{{ .Values.token }}"}
            """);
    for (String template : templates) {
      Rendered rendered = render(secret("hunter2supersecret", template));

      assertThat(reasons(rendered)).as(template).containsExactly(NOT_NAMED);
      assertThat(made(rendered)).as(template).isEmpty();
      assertThat(rendered.skipped()).as(template).isEmpty();
    }
  }

  @Test
  void whatIsNotValidIsNotQuotedIfSecretsMayBeInIt() throws IOException {
    Rendered rendered =
        render(
            secret(
                "hunter2supersecret",
                """
                apiVersion: v1
                kind: "{{ .Values.token }}"
                metadata: {name: "a-{{ randAlpha 5 | lower }}"}
                """));

    assertThat(reasons(rendered))
        .containsExactly(
            "Some objects of the HelmRelease shop/web are not valid or have another name each time"
                + " that helm renders it. Values of Secrets may be in them, so they are not named."
                + " They are not compared.");
    assertThat(made(rendered)).isEmpty();
    assertThat(rendered.problems()).isEmpty();
  }

  private static final String SILENT =
      "The HelmRelease shop/web was not rendered: helm failed; what it says may hold values of"
          + " Secrets, so it is not shown. What it declares is unknown.";

  @Test
  void whatHelmSaysAboutSecretsIsNotShown() throws IOException {
    String fails = "{{ fail (printf \"hello %s there\" .Values.token) }}\n";
    assertThat(reasons(render(secret("hunter2SuperSecretValue9", fails)))).containsExactly(SILENT);

    Value.Obj live =
        Value.Obj.EMPTY.with(
            "data", Value.Obj.EMPTY.with("token", Value.of("aHVudGVyMg=="))); // hunter2
    assertThat(
            reasons(
                render(
                    new Objects(Map.of("Secret shop/live", live)),
                    files(
                        release(
                            "valuesFrom: [{kind: Secret, name: live, valuesKey: token, targetPath:"
                                + " token}]\n"),
                        "charts/web/templates/any.yaml",
                        fails))))
        .containsExactly(SILENT);
    assertThat(
            reasons(
                render(
                    files(release("values: {token: x}\n"), "charts/web/templates/a.yaml", fails))))
        .singleElement()
        .asString()
        .contains("hello x there");
  }

  @Test
  void aReleaseThatOnlyTakesThisSecretIsUnknown() throws IOException {
    assertThat(
            reasons(
                render(
                    secret(
                        "hunter2",
                        """
                        {{ if ne .Values.token "hunter2" }}{{ fail "no" }}{{ end }}
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: a}
                        """))))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: values of Secrets go into it, and it could"
                + " not be rendered with others in their place, which shows where they are. What it"
                + " declares is unknown.");
  }

  /// Renders manifests of which some paths are secret, because they were decrypted.
  private static Parts decrypted(Map<String, Set<Path>> secrets, String... namesAndTexts)
      throws IOException {
    DocumentReader reader = new DocumentReader(YamlLimits.DEFAULT);
    List<Manifest> manifests = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      if (namesAndTexts[i].startsWith("apps/")) {
        SourceFile file = new SourceFile(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        FileManifests.of(file, reader).manifests().stream()
            .map(it -> it.hiding(secrets.getOrDefault(it.kind(), Set.of())))
            .forEach(manifests::add);
      }
    }
    return new HelmReleaseRenderer(Renderers.tools())
        .render(
            new Reading(
                new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
                new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE),
                new KnownManifests(reader),
                it -> new Decryption.Result.Refused("not asked"),
                manifests,
                List.of(),
                Set.of()));
  }

  /// With encrypted_regex ^(data|values)$.
  @Test
  void whatWasDecryptedIsSecretInOtherObjects() throws IOException {
    Parts parts =
        decrypted(
            Map.of(
                "ConfigMap",
                Set.of(Path.of("data", "word")),
                "HelmRelease",
                Set.of(
                    Path.of("spec", "values", "inline"),
                    Path.of("spec", "values", "items").plus(new Path.Index(0)).field("pw"))),
            files(
                release(
                    """
                    valuesFrom: [{kind: ConfigMap, name: words, valuesKey: word, targetPath: word}]
                    values: {inline: hunter2, plain: open, items: [{name: a, pw: b}, {name: c, pw: d}]}
                    """),
                "apps/words.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: words, namespace: shop}
                data: {word: swordfish}
                """,
                "charts/web/templates/any.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: any}
                data:
                  word: {{ .Values.word }}
                  inline: {{ .Values.inline | upper }}
                  plain: {{ .Values.plain }}
                  name: {{ (last .Values.items).name }}
                  pw: {{ (last .Values.items).pw }}
                """));

    assertThat(parts.unrendered()).isEmpty();
    assertThat(parts.manifests())
        .singleElement()
        .extracting(Manifest::secrets)
        .isEqualTo(data("word", "inline", "pw"));
  }

  /// Without a key, the cluster still has it in plain.
  @Test
  void whatWasNotDecryptedIsSecretInTheClusterToo() throws IOException {
    Value.Obj live =
        Value.Obj.EMPTY.with("data", Value.Obj.EMPTY.with("word", Value.of("swordfish")));
    Rendered rendered =
        render(
            new Objects(Map.of("ConfigMap shop/words", live)),
            files(
                release(
                    "valuesFrom: [{kind: ConfigMap, name: words, valuesKey: word, targetPath:"
                        + " word}]\n"),
                "apps/words.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: words, namespace: shop}
                data: {word: "ENC[AES256_GCM,data:Sb9jY+9f3Q==,iv:nmj3jWU=,tag:np4PU=,type:str]"}
                sops: {encrypted_regex: ^data$, mac: "ENC[AES256_GCM,data:GqYuU=,type:str]", version: 3.13.3}
                """,
                "charts/web/templates/any.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: any}
                data: {word: "{{ .Values.word | upper }}"}
                """));

    assertThat(made(rendered))
        .singleElement()
        .extracting(Manifest::secrets)
        .isEqualTo(data("word"));
  }

  @Test
  void aReleaseThatIsSecretItselfIsNotQuoted() throws IOException {
    for (Path path :
        List.of(
            Path.of("spec", "chart", "spec", "chart"),
            Path.of("spec", "releaseName"),
            Path.of("spec", "targetNamespace"),
            Path.of("spec"))) {
      Parts parts = decrypted(Map.of("HelmRelease", Set.of(path)), settings(release("")));

      assertThat(parts.manifests()).isEmpty();
      assertThat(parts.unrendered())
          .extracting(Unrendered::reason)
          .containsExactly(
              "The HelmRelease shop/web was not rendered: what it says besides spec.values is"
                  + " secret, and would be in reports. What it declares is unknown.");
    }
  }

  private static List<String> fromRepository(String url, String ref) throws IOException {
    RenderRequest request =
        new RenderRequest(
            List.of(),
            List.of(),
            "",
            KnownFiles.NONE,
            List.of(),
            ClusterFacts.NONE,
            new SourceRepository(
                List.of("https://git.example.com/shop.git"), Optional.empty(), Set.of("main")));
    Rendered rendered =
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
            .render(
                new SourceTree(
                    MemoryTree.of(
                        settings(
                            release("").replace("name: flux-system,", "name: platform,"),
                            "apps/source.yaml",
                            """
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: GitRepository
                            metadata: {name: platform, namespace: flux-system}
                            spec: {url: "%s", ref: {branch: %s}}
                            """
                                .formatted(url, ref))),
                    TreeLimits.DEFAULT),
                request);
    return Stream.concat(reasons(rendered).stream(), names(made(rendered)).stream())
        .filter(it -> !it.startsWith("A Helm chart that neither"))
        .toList();
  }

  /// Whose clone has another URL: Flux deploys from here what is here, and so the charts of its
  /// HelmReleases.
  @Test
  void theChartOfTheBootstrapsRepositoryIsHereWhateverItsUrl() throws IOException {
    String sync =
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: flux-system, namespace: flux-system}
        spec: {url: "https://git.example.com/org/shop", ref: {branch: main}}
        ---
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: flux-system, namespace: flux-system}
        spec: {path: ./apps, sourceRef: {kind: GitRepository, name: flux-system}}
        """;
    for (SourceRepository here :
        List.of(
            SourceRepository.UNKNOWN,
            new SourceRepository(
                List.of("https://git.example.com/fork/shop.git"),
                Optional.empty(),
                Set.of("feature")))) {
      Rendered rendered =
          new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
              .render(
                  new SourceTree(
                      MemoryTree.of(settings(release(""), "apps/sync.yaml", sync)),
                      TreeLimits.DEFAULT),
                  new RenderRequest(
                      List.of(),
                      List.of(),
                      "",
                      KnownFiles.NONE,
                      List.of(),
                      ClusterFacts.NONE,
                      here));

      assertThat(reasons(rendered)).isEmpty();
      assertThat(names(rendered.manifests())).contains("ConfigMap shop/settings");
    }
  }

  /// The same path may be in both.
  @Test
  void chartsOfAnotherRepositoryAreNotThoseOfThisOne() throws IOException {
    assertThat(fromRepository("ssh://git@git.example.com/shop", "main"))
        .containsExactly("ConfigMap shop/settings");
    assertThat(fromRepository("https://git.example.com/OTHER.git", "main"))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: its chart ./charts/web comes from the"
                + " GitRepository platform: https://git.example.com/OTHER.git may not be fetched; if"
                + " you trust it, add it to fetch in the agent's drift.yaml. What it declares is"
                + " unknown.");
    assertThat(fromRepository("https://git.example.com/shop.git", "production"))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: its chart comes from another revision of"
                + " this repository, which the GitRepository platform names. What it declares is"
                + " unknown.");
  }

  /// It costs the release, not the run.
  @Test
  void dependenciesCannotLeadOutOfTheChart() throws IOException {
    assertThat(
            reasons(
                render(
                    settings(
                        release(""),
                        "charts/web/Chart.yaml",
                        """
                        apiVersion: v2
                        name: web
                        version: 1.0.0
                        dependencies:
                          - {name: "../../pwn", version: 0.1.0, repository: "file://../x"}
                        """,
                        "charts/x/Chart.yaml",
                        "apiVersion: v2\nname: x\nversion: 0.1.0\n"))))
        .filteredOn(it -> it.contains("shop/web"))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: charts/web/Chart.yaml:5: its dependency"
                + " ..?..?pwn does not have the name of a chart. What it declares is unknown.");
  }

  @Test
  void postRenderersPatchWhatHelmRendered() throws IOException {
    Rendered rendered =
        render(
            files(
                release(
                    """
                    postRenderers:
                      - kustomize:
                          patches:
                            - target: {kind: Deployment, name: web}
                              patch: |
                                - {op: replace, path: /spec/replicas, value: 3}
                          images: [{name: web, newName: registry.example.com/web, newTag: "2"}]
                    commonMetadata:
                      labels: {team: shop, helm.toolkit.fluxcd.io/name: other}
                      annotations: {owner: us}
                    """),
                "charts/web/templates/web.yaml",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "web:1"}]}
                """));

    Manifest web = only(rendered);
    Value.Obj spec = web.content().object("spec");
    assertThat(spec.get("replicas")).contains(Value.of(3));
    assertThat(
            spec.object("template").object("spec").objects("containers").getFirst().text("image"))
        .contains("registry.example.com/web:2");
    assertThat(spec.object("template").object("metadata").object("labels").fields())
        .containsOnlyKeys("app");
    Value.Obj metadata = web.content().object("metadata");
    assertThat(metadata.object("labels"))
        .isEqualTo(
            new Value.Obj(
                Map.of(
                    "team", Value.of("shop"),
                    "app.kubernetes.io/managed-by", Value.of("Helm"),
                    "helm.toolkit.fluxcd.io/name", Value.of("web"),
                    "helm.toolkit.fluxcd.io/namespace", Value.of("shop"))));
    assertThat(metadata.object("annotations").text("owner")).contains("us");
    assertThat(web.origin().start())
        .hasToString("charts/web/templates/web.yaml:2:1 (rendered by helm)");
    assertThat(rendered.renderers()).containsExactly("plain", "helm v4.3.1", "kustomize v5.8.1");
  }

  private static final String CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.example.com}
      spec: {group: example.com, scope: Namespaced, names: {kind: Widget}}
      """;

  private static Objects installed() {
    return new Objects(
        Map.of(
            "HelmRelease shop/web",
            Value.Obj.EMPTY.with(
                "status",
                Value.Obj.EMPTY.with(
                    "history",
                    new Value.Arr(List.of(Value.Obj.EMPTY.with("version", Value.of(3))))))));
  }

  /// An upgrade skips CRDs unless told otherwise.
  @Test
  void crdsFollowThePolicyOfTheRelease() throws IOException {
    String file = "charts/web/crds/widgets.yaml";

    Manifest crd = only(render(installed(), files(release(""), file, CRD)));
    assertThat(undetermined(crd)).hasSize(1).allMatch(it -> it.contains("creates the CRDs"));
    assertThat(crd.content().object("metadata").object("labels").fields())
        .containsOnlyKeys("helm.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/namespace");
    assertThat(
            undetermined(
                only(
                    render(
                        installed(),
                        files(release("upgrade: {crds: CreateReplace}\n"), file, CRD)))))
        .isEmpty();
    Rendered skipped = render(installed(), files(release("install: {crds: Skip}\n"), file, CRD));
    assertThat(made(skipped)).isEmpty();
    assertThat(names(skipped.elsewhere().manifests()))
        .containsExactly("CustomResourceDefinition /widgets.example.com");
  }

  @Test
  void knowsWhetherTheReleaseExists() throws IOException {
    String template =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a}
        data: {up: '{{ .Release.IsUpgrade }}'}
        """;

    assertThat(
            data(render(installed(), files(release(""), "charts/web/templates/a.yaml", template)))
                .text("up"))
        .contains("true");
    assertThat(data(render(files(release(""), "charts/web/templates/a.yaml", template))).text("up"))
        .contains("false");
  }

  /// Helm has installed the first revision, and has upgraded to all others.
  @Test
  void theFirstRevisionIsNoUpgrade() throws IOException {
    ClusterFacts cluster =
        new Objects(
            Map.of(
                "HelmRelease shop/web",
                Value.Obj.EMPTY.with(
                    "status",
                    Value.Obj.EMPTY.with(
                        "history",
                        new Value.Arr(List.of(Value.Obj.EMPTY.with("version", Value.of(1))))))));

    assertThat(
            data(render(
                    cluster,
                    files(
                        release(""),
                        "charts/web/templates/a.yaml",
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: a}
                        data: {up: '{{ .Release.IsUpgrade }}'}
                        """)))
                .text("up"))
        .contains("false");
  }

  /// Helm merges the values of the last revision, which Git may have had and has no more.
  @Test
  void valuesThatAnUpgradePreservesAreUnknown() throws IOException {
    String[] files = files(release("upgrade: {preserveValues: true}\n"));

    Rendered rendered = render(installed(), files);

    assertThat(made(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "The HelmRelease shop/web was not rendered: an upgrade keeps the values of the last"
                + " revision (upgrade.preserveValues), and Git may have them no more. What it declares"
                + " is unknown.");
    // Nothing was there to keep.
    assertThat(reasons(render(files))).isEmpty();
  }

  @Test
  void chartsFromElsewhereAreUnknown() throws IOException {
    Rendered rendered =
        render(
            "apps/web.yaml",
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: podinfo, namespace: shop}
            spec:
              chart:
                spec:
                  chart: podinfo
                  sourceRef: {kind: HelmRepository, name: podinfo}
            ---
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: trino, namespace: shop}
            spec:
              chartRef: {kind: OCIRepository, name: trino}
            ---
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: flux-system, namespace: flux-system}
            spec: {url: "ssh://git@git.example.com/platform.git"}
            ---
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: other, namespace: shop}
            spec: {url: "https://git.example.com/charts"}
            ---
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: other, namespace: shop}
            spec:
              chart: {spec: {chart: charts/web, sourceRef: {kind: GitRepository, name: other}}}
            """,
            "charts/web/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 1.0.0\ntype: library\n");

    assertThat(made(rendered)).isEmpty();
    assertThat(reasons(rendered))
        .containsExactlyInAnyOrder(
            "The HelmRelease shop/podinfo was not rendered: its chart comes from the HelmRepository"
                + " shop/podinfo, which is neither in this repository nor known from the cluster."
                + " What it declares is unknown.",
            "The HelmRelease shop/trino was not rendered: its chart comes from the OCIRepository"
                + " shop/trino, which is neither in this repository nor known from the cluster. What"
                + " it declares is unknown.",
            "The HelmRelease shop/other was not rendered: its chart charts/web comes from the"
                + " GitRepository other: https://git.example.com/charts may not be fetched; if you"
                + " trust it, add it to fetch in the agent's drift.yaml. What it declares is"
                + " unknown.");
  }

  /// They take the place of the chart's values.yaml: the mode of the chart is gone.
  @Test
  void valuesFilesOfTheSourceReplaceThoseOfTheChart() throws IOException {
    Rendered rendered =
        render(
            settings(
                release("")
                    .replace(
                        "chart: ./charts/web\n",
                        """
                        chart: ./charts/web
                              valuesFiles: [envs/base.yaml, envs/prod.yaml]
                        """),
                "envs/base.yaml",
                "settings: {a: base, b: base}\n",
                "envs/prod.yaml",
                "settings: {b: prod}\n"));

    assertThat(data(rendered))
        .isEqualTo(new Value.Obj(Map.of("a", Value.of("base"), "b", Value.of("prod"))));
  }

  @Test
  void pathsThatFluxIgnoresAreLeftToTheCluster() throws IOException {
    Rendered rendered =
        render(
            settings(
                release(
                    """
                    driftDetection:
                      mode: enabled
                      ignore:
                        - paths: [/data/mode]
                          target: {kind: ConfigMap, name: "set.*"}
                        - paths: [/data/other]
                          target: {kind: Secret}
                        - paths: [""]
                          target: {labelSelector: "app in (whole, part),!kept"}
                    """),
                "charts/web/templates/whole.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: whole, labels: {app: whole}}
                """));

    assertThat(undetermined(only(rendered)))
        .containsExactly(
            "data.mode: spec.driftDetection.ignore of the HelmRelease ignores this path");
    assertThat(names(rendered.elsewhere().manifests())).containsExactly("ConfigMap shop/whole");
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly(
            "ConfigMap whole of the HelmRelease shop/web is not compared:"
                + " spec.driftDetection.ignore of the HelmRelease ignores it.");
  }

  @Test
  void rulesThatAreNotAppliedAreSaid() throws IOException {
    Rendered rendered =
        render(
            settings(
                release(
                    """
                    driftDetection:
                      ignore:
                        - {paths: [data/mode]}
                        - {paths: [/data/mode], target: {name: "(set"}}
                    """)));

    assertThat(rendered.problems())
        .extracting(it -> it.message())
        .containsExactly(
            "HelmRelease shop/web, spec.driftDetection.ignore: rule 1 has a path that is not a JSON"
                + " pointer such as /spec/replicas, so what it ignores is reported",
            "HelmRelease shop/web, spec.driftDetection.ignore: rule 2 has a target with a regular"
                + " expression or a selector that Drift does not evaluate, so what it ignores is"
                + " reported");
    assertThat(undetermined(made(rendered).getFirst())).isEmpty();
  }

  @Test
  void releasesForAnotherClusterAreNotCompared() throws IOException {
    Rendered rendered =
        render(settings(release("kubeConfig: {secretRef: {name: other}}\nsuspend: true\n")));

    assertThat(made(rendered)).isEmpty();
    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly(
            "The HelmRelease shop/web is not compared: it deploys to another cluster"
                + " (spec.kubeConfig).");
  }

  @Test
  void saysOnceThatAReleaseIsSuspended() throws IOException {
    Rendered rendered = render(settings(release("suspend: true\n")));

    assertThat(names(made(rendered))).containsExactly("ConfigMap shop/settings");
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly(
            "The HelmRelease shop/web is suspended: Flux does not apply what changes in Git, so"
                + " differences of its objects may be changes that wait.");
  }

  private static final String KEYS =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: keys}
      stringData: {user: admin, password: {{ randAlphaNum 24 }}}
      """;

  private static final String FOUND =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: found}
      data: {size: "{{ len (lookup "v1" "Node" "" "") }}"}
      """;

  /// As helm-controller leaves it in the manifest of a release.
  private static String applied(String kind, String name, String content) {
    return """
    ---
    # Source: web/templates/any.yaml
    apiVersion: v1
    kind: %s
    metadata:
      name: %s
      labels: {helm.toolkit.fluxcd.io/name: web, helm.toolkit.fluxcd.io/namespace: shop}
    %s
    """
        .formatted(kind, name, content);
  }

  /// A cluster in which Helm has stored these manifests as revision 3.
  private static Objects stored(String... manifests) throws IOException {
    String json =
        JsonWriter.text(
            Value.Obj.EMPTY
                .with("name", Value.of("web"))
                .with("manifest", Value.of(String.join("", manifests))));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(json.getBytes(UTF_8));
    }
    Base64.Encoder base64 = Base64.getEncoder();
    String release = base64.encodeToString(base64.encode(packed.toByteArray()));
    Map<String, Value.Obj> objects = new HashMap<>(installed().byName());
    objects.put(
        "Secret shop/sh.helm.release.v1.web.v3",
        Value.Obj.EMPTY.with("data", Value.Obj.EMPTY.with("release", Value.of(release))));
    return new Objects(objects);
  }

  private static final String[] UNSTABLE =
      files(
          release(""),
          "charts/web/templates/keys.yaml",
          KEYS,
          "charts/web/templates/found.yaml",
          FOUND);

  /// The release holds what was random and what was looked up: then nothing is left unknown.
  @Test
  void takesRandomValuesFromTheRelease() throws IOException {
    Rendered rendered =
        render(
            stored(
                applied("Secret", "keys", "stringData: {user: admin, password: applied}"),
                applied("ConfigMap", "found", "data: {size: \"7\"}")),
            UNSTABLE);

    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.skipped()).isEmpty();
    assertThat(names(made(rendered))).containsExactly("Secret shop/keys", "ConfigMap shop/found");
    Manifest keys = made(rendered).getFirst();
    assertThat(keys.content().object("stringData").text("password")).contains("applied");
    assertThat(keys.content().object("metadata").object("annotations").fields())
        .containsKey("meta.helm.sh/release-name");
    assertThat(undetermined(keys)).isEmpty();
    assertThat(made(rendered).getLast().content().object("data").text("size")).contains("7");
  }

  /// Git has another user now: what was random stays so, and what was looked up is not known.
  @Test
  void saysThatAReleaseIsNotUpgradedYet() throws IOException {
    Rendered rendered =
        render(
            stored(
                applied("Secret", "keys", "stringData: {user: root, password: applied}"),
                applied("ConfigMap", "found", "data: {size: \"7\"}")),
            UNSTABLE);

    assertThat(undetermined(made(rendered).getFirst())).hasSize(2);
    assertThat(reasons(rendered)).singleElement().asString().contains("ConfigMap found");
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly(
            "The HelmRelease shop/web is not at this revision: 1 object differs from what Helm"
                + " installed last, so their differences may be changes that wait.");
  }

  /// Who compares what was applied takes it from the release, and says once what is on its way.
  @Test
  void comparesWhatIsInstalledUntilTheReleaseIsUpgraded() throws IOException {
    Rendered rendered =
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
            .render(
                new SourceTree(
                    MemoryTree.of(settings(release(""), "charts/web/templates/new.yaml", NAMES)),
                    TreeLimits.DEFAULT),
                new RenderRequest(
                        List.of(),
                        List.of(),
                        "",
                        KnownFiles.NONE,
                        stored(
                            applied("ConfigMap", "settings", "data: {mode: before}"),
                            applied("ConfigMap", "old", "data: {size: \"7\"}")))
                    .with(
                        RenderOptions.DEFAULT.at(
                            _ -> new OtherRevisions.Answer.Unknown("which is not there"))));

    assertThat(names(made(rendered)))
        .containsExactlyInAnyOrder("ConfigMap shop/settings", "ConfigMap shop/old");
    assertThat(made(rendered))
        .extracting(it -> it.content().object("data"))
        .containsExactlyInAnyOrder(
            new Value.Obj(Map.of("mode", Value.of("before"))),
            new Value.Obj(Map.of("size", Value.of("7"))));
    assertThat(rendered.skipped()).isEmpty();
    assertThat(rendered.problems())
        .extracting(Problem::message)
        .containsExactly(
            "Flux has not upgraded the HelmRelease shop/web yet: 3 objects differ from what Helm"
                + " has installed, which is compared. What differs is on its way, and no drift. If"
                + " the chart was changed without a new version, raise that: Flux packages each"
                + " version once.");
  }

  @Test
  void withoutTheReleaseWhatIsRandomStaysSo() throws IOException {
    Rendered rendered = render(installed(), UNSTABLE);

    assertThat(undetermined(made(rendered).getFirst()))
        .extracting(it -> it.replaceAll(":.*", ""))
        .containsExactlyInAnyOrder("stringData.password", "data.password");
    assertThat(reasons(rendered)).singleElement().asString().contains("ConfigMap found");
  }

  /// A chart may deploy releases of other charts.
  @Test
  void rendersReleasesOfReleases() throws IOException {
    Rendered rendered =
        render(
            settings(
                release("").replace("name: web", "name: all").replace("charts/web", "charts/all"),
                "charts/all/Chart.yaml",
                "apiVersion: v2\nname: all\nversion: 1.0.0\n",
                "charts/all/templates/web.yaml",
                release("")));

    assertThat(names(made(rendered)))
        .containsExactlyInAnyOrder("HelmRelease shop/web", "ConfigMap shop/settings");
  }

  /// As Flux deploys it from a kustomization: the namespace of the release comes from there.
  @Test
  void takesReleasesOfKustomizations() throws IOException {
    Rendered rendered =
        render(
            settings(
                release("").replace(", namespace: shop", ""),
                "apps/kustomization.yaml",
                "namespace: prod\nresources: [web.yaml]\n"));

    assertThat(names(made(rendered)))
        .containsExactlyInAnyOrder("HelmRelease prod/web", "ConfigMap prod/settings");
  }
}
