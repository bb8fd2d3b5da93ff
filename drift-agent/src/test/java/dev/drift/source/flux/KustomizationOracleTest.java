package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.RenderRequest;
import dev.drift.source.SourceRepository;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.manifest.KnownManifests;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.Renderers;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drift renders Kustomizations as Flux's own libraries do: files, specifications and variables are
/// made up. Without `managedByLabel`: its value is the version of kustomize, which the library does
/// not know of itself.
class KustomizationOracleTest {
  private static final DocumentReader READER = new DocumentReader(YamlLimits.DEFAULT);
  private static final SourceRef SOURCE =
      new SourceRef("GitRepository", "flux-system", "flux-system");

  @Test
  void rendersAsFluxDoes(@TempDir Path folder) throws IOException, InterruptedException {
    compare(200, 19, folder);
  }

  @Tag("soak")
  @Test
  void rendersAsFluxDoesForLong(@TempDir Path folder) throws IOException, InterruptedException {
    compare(Integer.getInteger("drift.kustomizations", 5_000), 20, folder);
  }

  /// @param strict what the controller's feature gate says
  private record Case(
      Map<String, String> files, String flux, List<String> objects, boolean strict) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(flux).append("strict: ").append(strict).append('\n');
      objects.forEach(it -> text.append("---\n").append(it));
      files.forEach((path, file) -> text.append("=== ").append(path).append('\n').append(file));
      return text.toString();
    }
  }

  private static void compare(int count, int seed, Path folder)
      throws IOException, InterruptedException {
    List<Case> cases = new ArrayList<>();
    List<Map<String, Object>> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Case one = new Made(new Random(seed * 1_000_000L + i)).one();
      cases.add(one);
      Path root = folder.resolve("case-" + i);
      for (Map.Entry<String, String> file : one.files().entrySet()) {
        Path path = root.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      questions.add(
          Map.of(
              "root",
              root.toString(),
              "kustomization",
              one.flux(),
              "objects",
              one.objects().stream()
                  .map(it -> plain(READER.read(file(it)).documents().getFirst().value()))
                  .toList(),
              "strict",
              one.strict()));
    }
    List<RenderOracle.Answer> answers = RenderOracle.ask("kustomization", questions, folder);
    int rendered = 0;
    int objects = 0;
    for (int i = 0; i < count; i++) {
      Optional<Set<Value>> expected =
          answers.get(i).output().map(KustomizationOracleTest::documents);
      Optional<Set<Value>> ours = ours(cases.get(i));
      assertThat(ours.map(KustomizationOracleTest::json))
          .as("case %d%n%s%nFlux: %s", i, cases.get(i), answers.get(i).error())
          .isEqualTo(expected.map(KustomizationOracleTest::json));
      rendered += expected.isPresent() ? 1 : 0;
      objects += expected.map(Set::size).orElse(0);
    }
    assertThat(rendered).isBetween(count / 2, count - count / 20);
    assertThat(objects).isGreaterThan(2 * rendered);
  }

  private static String json(Set<Value> values) {
    return String.join(
        "\n",
        values.stream().map(it -> dev.drift.json.JsonWriter.text(sorted(it))).sorted().toList());
  }

  private static Value sorted(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Value.Obj object = Value.Obj.EMPTY;
        for (Map.Entry<String, Value> each : new TreeMap<>(fields).entrySet()) {
          object = object.with(each.getKey(), sorted(each.getValue()));
        }
        yield object;
      }
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(KustomizationOracleTest::sorted).toList());
      default -> value;
    };
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Object> map = new TreeMap<>();
        fields.forEach((name, each) -> map.put(name, plain(each)));
        yield map;
      }
      case Value.Str(String text) -> text;
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static SourceFile file(String text) {
    return new SourceFile("file.yaml", text.getBytes(UTF_8));
  }

  private static Set<Value> documents(String text) {
    List<Document> documents = READER.read(file(text)).documents();
    return Set.copyOf(documents.stream().map(Document::value).toList());
  }

  /// What Drift renders, without the labels of the owner, which the oracle does not set; empty if
  /// the Kustomization is unknown.
  private static Optional<Set<Value>> ours(Case one) throws IOException {
    Reading reading =
        new Reading(
            new SourceTree(new MemoryTree(new TreeMap<>(one.files())), TreeLimits.DEFAULT),
            new RenderRequest(
                List.of(),
                List.of(),
                "",
                KnownFiles.NONE,
                TestCluster.of(controller(one.strict()))),
            new KnownManifests(READER),
            Decryption.NONE,
            one.objects().stream()
                .flatMap(it -> FileManifests.of(file(it), READER).manifests().stream())
                .toList(),
            List.of(),
            Set.of());
    FluxRun run =
        new FluxRun(
            reading,
            Renderers.tools(),
            new ThisRepository(List.of(), List.of(SOURCE), SourceRepository.UNKNOWN));
    run.render(FluxKustomization.of(FileManifests.of(file(one.flux()), READER).manifests()));
    List<Value> values = new ArrayList<>();
    for (ObjectRules.Result result : run.results()) {
      for (Unrendered unrendered : result.unrendered()) {
        if (unrendered.kind() == Unrendered.Kind.FLUX_KUSTOMIZATION) {
          return Optional.empty();
        }
        values.addAll(documents(unrendered.text().orElseThrow()));
      }
      result.manifests().stream()
          .map(Manifest::content)
          .map(KustomizationOracleTest::withoutOwner)
          .forEach(values::add);
    }
    return Optional.of(Set.copyOf(values));
  }

  private static String controller(boolean strict) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: kustomize-controller, namespace: flux-system}
        spec:
          template:
            spec:
              containers:
              - image: kustomize-controller:v1.9.4
                args: ["--feature-gates=StrictPostBuildSubstitutions=%s"]
        """
        .formatted(strict);
  }

  private static Value.Obj withoutOwner(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    Value.Obj labels =
        metadata
            .object("labels")
            .without("kustomize.toolkit.fluxcd.io/name")
            .without("kustomize.toolkit.fluxcd.io/namespace");
    return content.with(
        "metadata",
        labels.fields().isEmpty() ? metadata.without("labels") : metadata.with("labels", labels));
  }

  /// Makes up one Kustomization with its files.
  private static final class Made {
    private static final List<String> EXPRESSIONS =
        List.of(
            "${name}",
            "${count}",
            "${flag}",
            "${text:0:3}",
            "${text/o/0}",
            "${text^^}",
            "${text##*.}",
            "${missing:=default}",
            "${missing:-${name}}",
            "$${name}",
            "$name",
            "${name}-${count}",
            "${quote}${count}${quote}",
            "${empty}",
            "${#text}",
            "${secret}",
            "plain",
            "a: b",
            "7",
            "\"${count}\"",
            "'${flag}'",
            "${secret:1:2}x");

    private final Random random;
    private final Map<String, String> files = new TreeMap<>();

    Made(Random random) {
      this.random = random;
    }

    Case one() {
      List<String> resources = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        String path = any("", "", "deep/") + "r" + i + any(".yaml", ".yaml", ".yml");
        resources.add(path);
        files.put("app/" + path, object("r" + i));
      }
      if (chance(3)) {
        files.put(
            "app/sub/" + any("kustomization.yaml", "kustomization.yml", "Kustomization"),
            "namePrefix: sub-\nresources: [one.yaml]\n");
        files.put("app/sub/one.yaml", object("one"));
        resources.add("sub");
      }
      if (chance(2)) {
        files.put(
            "base/kustomization.yaml", "resources: [b.yaml]\nlabels: [{pairs: {from: base}}]\n");
        files.put("base/b.yaml", object("b"));
        resources.add("../base");
      }
      files.put("app/readme.txt", "nothing");
      files.put("app/data.json", "{\"a\": 1}");
      files.put(
          "part/kustomization.yaml",
          "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {part: \"yes\"}\n");
      if (chance(25)) {
        files.put("app/values.yaml", "replicas: 3\n");
      }
      if (chance(2)) {
        files.put("app/kustomization.yaml", kustomization(resources));
      }
      return new Case(files, flux(), objects(), random.nextBoolean());
    }

    private String kustomization(List<String> resources) {
      StringBuilder text = new StringBuilder();
      if (!chance(6)) {
        text.append("resources: [").append(String.join(", ", resources)).append("]\n");
      }
      maybe(text, 3, "namespace: staging\n");
      maybe(text, 4, "namePrefix: own-\n");
      maybe(text, 4, "nameSuffix: -own\n");
      maybe(
          text,
          3,
          "images: [{name: web, newTag: \"7\"}, {name: side, newName: other, digest: \"sha256:%s\"}]\n"
              .formatted("a".repeat(64)));
      maybe(text, 4, "commonLabels: {team: one}\n");
      maybe(
          text,
          4,
          "configMapGenerator: [{name: made, literals: ['a=%s'], files: [readme.txt]}]\n"
              .formatted(any("x", "${name}", "$${x}")));
      maybe(
          text,
          5,
          "patches: [{target: {kind: Deployment}, patch: '[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 2}]'}]\n");
      maybe(text, 5, "components: [../part]\n");
      maybe(text, 8, "buildMetadata: [%s]\n".formatted(any("originAnnotations", "")));
      maybe(text, 8, "noSuchField: 1\n");
      return text.isEmpty() ? "resources: []\n" : text.toString();
    }

    private String flux() {
      StringBuilder spec = new StringBuilder();
      maybe(spec, 3, "  targetNamespace: prod\n");
      maybe(spec, 4, "  namePrefix: my-\n");
      maybe(spec, 4, "  nameSuffix: -x\n");
      maybe(
          spec,
          3,
          """
            patches:
            - patch: |
                - op: add
                  path: /metadata/annotations/patched
                  value: "${count}"
              target: {kind: %s}
            - patch: |
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: any}
                spec: {replicas: 5}
              target: {kind: Deployment, name: "%s.*", labelSelector: "%s"}
          """
              .formatted(any("Deployment", "ConfigMap"), any("r", "x"), any("app", "!app")));
      maybe(
          spec,
          3,
          "  images: [{name: web, %s}, {name: side, newName: mine}]\n"
              .formatted(
                  any(
                      "newName: registry/web",
                      "newTag: \"8\"",
                      "digest: \"sha256:%s\"".formatted("b".repeat(64)))));
      maybe(
          spec,
          4,
          "  components: [../part%s]\n  ignoreMissingComponents: %s\n"
              .formatted(any("", ", ../gone"), any("true", "false")));
      maybe(
          spec,
          6,
          "  buildMetadata: [%s]\n".formatted(any("originAnnotations", "transformerAnnotations")));
      if (!chance(4)) {
        spec.append("  postBuild:\n");
        maybe(spec, 5, "    substituteStrategy: Always\n");
        if (!chance(4)) {
          spec.append(
              "    substitute: {name: web, count: \"3\", flag: \"true\", text: foo.bar.txt, quote: '\"', empty: \"\", two: \"a\\nb\"}\n");
        }
        if (chance(2)) {
          spec.append(
              "    substituteFrom:\n    - {kind: ConfigMap, name: settings}\n    - {kind: Secret, name: keys}\n");
          maybe(
              spec,
              2,
              "    - {kind: ConfigMap, name: gone, optional: %s}\n"
                  .formatted(any("true", "true", "false")));
        }
      }
      return """
          apiVersion: kustomize.toolkit.fluxcd.io/v1
          kind: Kustomization
          metadata: {name: app, namespace: flux-system}
          spec:
            path: %s
            sourceRef: {kind: GitRepository, name: flux-system}
          """
              .formatted(any("./app", "app", "/app/", "./x/../app"))
          + spec;
    }

    private List<String> objects() {
      return List.of(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: settings, namespace: flux-system}
          data: {name: from-map, count: "9", %stext: "a.b", two: "x\\ny"}
          """
              .formatted(any("", "", "", "", "", "bad-name: x, ")),
          """
          apiVersion: v1
          kind: Secret
          metadata: {name: keys, namespace: flux-system}
          data: {secret: aHVudGVyMg==, flag: ZmFsc2U=, quote: Ig==}
          """);
    }

    private String object(String name) {
      String metadata =
          "metadata: {name: %s%s%s}\n"
              .formatted(
                  name,
                  any("", ", namespace: shop"),
                  any(
                      "",
                      "",
                      ", annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}",
                      ", labels: {kustomize.toolkit.fluxcd.io/substitute: disabled}",
                      ", labels: {app: web}",
                      ", annotations: {note: \"${name}\", other: x}"));
      return switch (random.nextInt(4)) {
        case 0 ->
            "apiVersion: apps/v1\nkind: Deployment\n"
                + metadata
                + """
                spec:
                  replicas: %s
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - {name: web, image: "web:%s", args: %s}
                      - {name: side, image: side}
                """
                    .formatted(any("1", "${count}"), any("1", "${count}"), list());
        case 1 ->
            "apiVersion: example.com/v1\nkind: Thing\n"
                + metadata
                + "spec:\n  nested:\n  - value: %s\n    list: %s\n".formatted(scalar(), list());
        default ->
            "apiVersion: v1\nkind: ConfigMap\n"
                + metadata
                + "data:\n  a: %s\n  b: |\n    first %s\n    second: %s\n  c: %s\n"
                    .formatted(quoted(), any(EXPRESSIONS), any(EXPRESSIONS), quoted());
      };
    }

    private String list() {
      return "['%s', '%s']".formatted(inQuotes(), inQuotes());
    }

    private String scalar() {
      return chance(2) ? quoted() : any("${count}", "${name}", "1", "true", "${missing:=4}");
    }

    private String quoted() {
      return "'%s'".formatted(inQuotes());
    }

    private String inQuotes() {
      return any(EXPRESSIONS).replace("'", "''");
    }

    private boolean chance(int oneIn) {
      return random.nextInt(oneIn) == 0;
    }

    private void maybe(StringBuilder text, int oneIn, String more) {
      if (chance(oneIn)) {
        text.append(more);
      }
    }

    private String any(String... texts) {
      return texts[random.nextInt(texts.length)];
    }

    private String any(List<String> texts) {
      return texts.get(random.nextInt(texts.size()));
    }
  }
}
