package dev.drift.act.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.config.HelmConfig;
import dev.drift.edit.Edit;
import dev.drift.model.Manifest;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
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
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Which file of a rendered source is edited, by the real kustomize and helm.
class InputEditsTest {
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1 # for one
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """;

  private static final Path REPLICAS = Path.of("spec", "replicas");
  private static final Path CONTAINER =
      Path.of("spec", "template", "spec", "containers").plus(new Path.Index(0));
  private static final Path IMAGE = CONTAINER.field("image");

  private static final AdoptableSource SOURCE =
      new AdoptableSource(
          "",
          List.of(),
          new AdoptableSource.Opener() {
            @Override
            public <T> T open(AdoptableSource.Reader<T> reader) {
              throw new AssertionError("it is open");
            }
          },
          new AdoptableSource.Destination.None("nothing is written"));

  private List<HelmConfig> charts = List.of();
  private List<String> paths = List.of();

  /// As drift.yaml names it.
  private static HelmConfig chart(String... valueFiles) {
    return new HelmConfig(
        "charts/web",
        "web",
        "shop",
        List.of(valueFiles),
        Value.Obj.EMPTY,
        new Place("drift.yaml", 1, 1, 0, 0, false));
  }

  private AdoptableSource.Declared declared(SourceTree tree) throws IOException {
    Rendered rendered =
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
            .render(
                tree,
                new RenderRequest(
                    paths,
                    List.of(),
                    "",
                    KnownFiles.NONE,
                    charts,
                    ClusterFacts.NONE,
                    SourceRepository.UNKNOWN));
    return new AdoptableSource.Declared(
        rendered.manifests(),
        rendered.elsewhere().manifests(),
        rendered.problems().size() + rendered.skipped().size() + rendered.unrendered().size());
  }

  /// What is written, as `file: text`, with `gone` for a file that is deleted; or why nothing is.
  private Map<String, String> edited(Edit edit, String... namesAndTexts) throws IOException {
    return edited(List.of(edit), namesAndTexts);
  }

  private Map<String, String> edited(List<Edit> edits, String... namesAndTexts) throws IOException {
    return written(inputs -> inputs.of(edits), namesAndTexts);
  }

  /// The same if the whole object goes.
  private Map<String, String> removed(String... namesAndTexts) throws IOException {
    return written(InputEdits::removed, namesAndTexts);
  }

  private interface Asked {
    InputEdits.Result of(InputEdits inputs) throws IOException;
  }

  private Map<String, String> written(Asked asked, String... namesAndTexts) throws IOException {
    SourceTree tree = new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT);
    AdoptableSource.Declared before = declared(tree);
    Manifest manifest =
        before.compared().stream()
            .filter(it -> it.kind().equals("Deployment") || it.kind().equals("ConfigMap"))
            .findFirst()
            .orElseThrow();
    Map<String, String> result = new TreeMap<>();
    switch (asked.of(new InputEdits(SOURCE, tree, this::declared, before, manifest))) {
      case InputEdits.Result.Found(var files) ->
          files.forEach(
              (path, text) ->
                  result.put(path, text.map(it -> new String(it, UTF_8)).orElse("gone")));
      case InputEdits.Result.Refused(String why) -> result.put("refused", why);
    }
    return result;
  }

  @Test
  void theDocumentThatIsOnlyPutIntoANamespace() throws IOException {
    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "kustomization.yaml",
                "{namespace: shop, resources: [web.yaml]}",
                "web.yaml",
                WEB))
        .isEqualTo(Map.of("web.yaml", WEB.replace("replicas: 1 #", "replicas: 5 #")));
  }

  @Test
  void thePatchOfAnOverlay() throws IOException {
    String patch =
        """
        # Three of them.
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec: {replicas: 3}
        """;
    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "base/kustomization.yaml",
                "resources: [web.yaml]",
                "base/web.yaml",
                WEB,
                "prod/kustomization.yaml",
                "{resources: [../base], patches: [{path: patch.yaml}]}",
                "prod/patch.yaml",
                patch))
        .isEqualTo(Map.of("prod/patch.yaml", patch.replace("replicas: 3", "replicas: 5")));
  }

  @Test
  void theReplicasOfAKustomization() throws IOException {
    String kustomization =
        """
        resources: [web.yaml]
        replicas:
          - {name: web, count: 3}
        """;
    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "kustomization.yaml",
                kustomization,
                "web.yaml",
                WEB))
        .isEqualTo(Map.of("kustomization.yaml", kustomization.replace("3", "5")));
  }

  @Test
  void theImagesOfAKustomization() throws IOException {
    String kustomization =
        """
        resources: [web.yaml]
        images:
          - name: web
            newName: registry.example.com/web
            newTag: "2" # since Monday
        """;
    assertThat(
            edited(
                new Edit.Set(IMAGE, Value.of("registry.example.com/web:3")),
                "kustomization.yaml",
                kustomization,
                "web.yaml",
                WEB))
        .isEqualTo(Map.of("kustomization.yaml", kustomization.replace("\"2\"", "\"3\"")));
  }

  @Test
  void theLiteralOfAGenerator() throws IOException {
    String kustomization =
        """
        configMapGenerator:
          - name: settings
            literals: [mode=plain, size=1]
        generatorOptions: {disableNameSuffixHash: true}
        """;
    assertThat(
            edited(
                new Edit.Set(Path.of("data", "mode"), Value.of("loud")),
                "kustomization.yaml",
                kustomization))
        .isEqualTo(Map.of("kustomization.yaml", kustomization.replace("plain", "loud")));
  }

  @Test
  void theValuesOfAChart() throws IOException {
    charts = List.of(chart("values/prod.yaml"));

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "charts/web/Chart.yaml",
                "{apiVersion: v2, name: web, version: 1.0.0}",
                "charts/web/values.yaml",
                "count: 1\n",
                "charts/web/templates/web.yaml",
                WEB.replace("replicas: 1", "replicas: {{ .Values.count }}"),
                "values/prod.yaml",
                "count: 2 # two\n"))
        .isEqualTo(Map.of("values/prod.yaml", "count: 5 # two\n"));
  }

  /// An edit of the base would change what the other overlay deploys.
  @Test
  void whatOthersDeployTooIsPatchedInTheOverlay() throws IOException {
    paths = List.of("prod");

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "base/kustomization.yaml",
                "resources: [web.yaml]",
                "base/web.yaml",
                WEB,
                "prod/kustomization.yaml",
                """
                namespace: prod
                resources:
                  - ../base
                """,
                "staging/kustomization.yaml",
                "{resources: [../base], namespace: staging}"))
        .isEqualTo(
            Map.of(
                "prod/kustomization.yaml",
                """
                namespace: prod
                resources:
                  - ../base
                patches:
                  - patch: |-
                      apiVersion: apps/v1
                      kind: Deployment
                      metadata:
                        name: web
                      spec:
                        replicas: 5
                """));
  }

  /// Flux takes all files of a folder that has no kustomization.
  @Test
  void aDocumentInAFolderThatFluxDeploys() throws IOException {
    paths = List.of("clusters/one");

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "apps/web.yaml",
                WEB,
                "clusters/one/apps.yaml",
                """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: flux-system}
                spec:
                  path: ./apps
                  sourceRef: {kind: GitRepository, name: flux-system}
                """))
        .isEqualTo(Map.of("apps/web.yaml", WEB.replace("replicas: 1 #", "replicas: 5 #")));
  }

  /// Two clusters get the same folder, so its files are those of both.
  @Test
  void whatTwoClustersDeployIsPatchedByTheOneThatDeploysHere() throws IOException {
    paths = List.of("clusters/one");
    String kustomization =
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: apps, namespace: flux-system}
        spec:
          path: ./apps
          sourceRef: {kind: GitRepository, name: flux-system}
        """;

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "apps/web.yaml",
                WEB,
                "clusters/one/apps.yaml",
                kustomization,
                "clusters/two/apps.yaml",
                kustomization))
        .isEqualTo(
            Map.of(
                "clusters/one/apps.yaml",
                kustomization
                    + """
                      patches:
                      - patch: |-
                          apiVersion: apps/v1
                          kind: Deployment
                          metadata:
                            name: web
                          spec:
                            replicas: 5
                    """));
  }

  /// A whole list would bring the token, which Git has in a Secret only, into a patch.
  @Test
  void aPatchHoldsNoSecretThatIsRendered() throws IOException {
    paths = List.of("clusters/one");
    String kustomization =
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: apps, namespace: flux-system}
        spec:
          path: ./apps
          sourceRef: {kind: GitRepository, name: flux-system}
          postBuild: {substituteFrom: [{kind: Secret, name: vars}]}
        """;

    assertThat(
            edited(
                new Edit.Set(CONTAINER.field("args").plus(new Path.Index(1)), Value.of("--size=2")),
                "apps/web.yaml",
                WEB.replace(
                    "image: \"web:1\"",
                    "image: \"web:1\", args: [\"--token=${token}\", \"--size=1\"]"),
                "clusters/one/apps.yaml",
                kustomization,
                "clusters/one/vars.yaml",
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: vars, namespace: flux-system}
                stringData: {token: swordfish}
                """,
                "clusters/two/apps.yaml",
                kustomization))
        .isEqualTo(
            Map.of(
                "clusters/one/apps.yaml",
                kustomization
                    + """
                      patches:
                      - target:
                          kind: Deployment
                          name: web
                        patch: |-
                          - op: replace
                            path: /spec/template/spec/containers/0/args/1
                            value: --size=2
                    """));
  }

  private static final String GENERATOR =
      """
      configMapGenerator:
        - name: settings
          files: [app.conf, motd=welcome.txt]
          envs: [app.env]
      generatorOptions: {disableNameSuffixHash: true}
      """;

  private static final String ENV =
      """
      # For the team.
      COLOUR=green # not a comment
      SIZE=1
      """;

  private Map<String, String> generated(Edit edit) throws IOException {
    return edited(
        edit,
        "kustomization.yaml",
        GENERATOR,
        "app.conf",
        "# By hand.\nmode=plain\n",
        "welcome.txt",
        "Hello",
        "app.env",
        ENV);
  }

  @Test
  void theFileOfAGenerator() throws IOException {
    assertThat(
            generated(
                new Edit.Set(Path.of("data", "app.conf"), Value.of("# By hand.\nmode=loud\n"))))
        .isEqualTo(Map.of("app.conf", "# By hand.\nmode=loud\n"));
  }

  /// The comment stays, as in a ConfigMap that is written as one.
  @Test
  void aSettingInTheFileOfAGenerator() throws IOException {
    assertThat(generated(new Edit.Set(Path.of("data", "app.conf").field("mode"), Value.of("loud"))))
        .isEqualTo(Map.of("app.conf", "# By hand.\nmode=loud\n"));
  }

  @Test
  void theFileOfAKeyOfAnotherName() throws IOException {
    assertThat(generated(new Edit.Set(Path.of("data", "motd"), Value.of("Good morning\n"))))
        .isEqualTo(Map.of("welcome.txt", "Good morning\n"));
  }

  @Test
  void theLineOfAnEnvFile() throws IOException {
    assertThat(generated(new Edit.Set(Path.of("data", "COLOUR"), Value.of("\"red\""))))
        .isEqualTo(Map.of("app.env", ENV.replace("green # not a comment", "\"red\"")));
  }

  @Test
  void aNewLineOfAnEnvFile() throws IOException {
    assertThat(generated(new Edit.Set(Path.of("data", "SPEED"), Value.of("7"))))
        .isEqualTo(Map.of("app.env", ENV + "SPEED=7\n"));
  }

  @Test
  void aNewFileOfAGenerator() throws IOException {
    assertThat(generated(new Edit.Set(Path.of("data", "more.conf"), Value.of("a=1\nb=2\n"))))
        .isEqualTo(
            Map.of(
                "kustomization.yaml",
                GENERATOR.replace("welcome.txt]", "welcome.txt, more.conf]"),
                "more.conf",
                "a=1\nb=2\n"));
  }

  /// The file stays: others may read it.
  @Test
  void aKeyThatIsGoneLeavesTheGenerator() throws IOException {
    assertThat(generated(new Edit.Remove(Path.of("data", "motd"))))
        .isEqualTo(Map.of("kustomization.yaml", GENERATOR.replace(", motd=welcome.txt", "")));
  }

  @Test
  void aLineThatIsGoneLeavesTheEnvFile() throws IOException {
    assertThat(generated(new Edit.Remove(Path.of("data", "SIZE"))))
        .isEqualTo(Map.of("app.env", ENV.replace("SIZE=1\n", "")));
  }

  /// The next deployment would make another object.
  @Test
  void aNameThatEndsInAHashIsNotChanged() throws IOException {
    assertThat(
            edited(
                new Edit.Set(Path.of("data", "mode"), Value.of("loud")),
                "kustomization.yaml",
                "configMapGenerator: [{name: settings, envs: [app.env]}]",
                "app.env",
                "mode=plain\n"))
        .hasEntrySatisfying(
            "refused",
            why ->
                assertThat(why)
                    .matches(
                        "its name ends in a hash of its content, so with another content Git would"
                            + " declare settings-[a-z0-9]{10} instead of settings-[a-z0-9]{10}, and"
                            + " the next deployment would replace it and restart what uses it;"
                            + " change kustomization.yaml by hand if you want that, or revert it"));
  }

  /// What an overlay merges into the ConfigMap of a base is written in the overlay.
  @Test
  void theFileThatAnOverlayMerges() throws IOException {
    assertThat(
            edited(
                new Edit.Set(Path.of("data", "app.conf"), Value.of("mode=loud\n")),
                "base/kustomization.yaml",
                """
                configMapGenerator: [{name: settings, files: [app.conf]}]
                generatorOptions: {disableNameSuffixHash: true}
                """,
                "base/app.conf",
                "mode=plain\n",
                "prod/kustomization.yaml",
                """
                resources: [../base]
                configMapGenerator:
                  - {name: settings, behavior: merge, files: [app.conf]}
                """,
                "prod/app.conf",
                "mode=fast\n"))
        .isEqualTo(Map.of("prod/app.conf", "mode=loud\n"));
  }

  /// A Secret is made of the same lines.
  @Test
  void aFileThatIsASecretTooIsNotEdited() throws IOException {
    assertThat(
            edited(
                new Edit.Set(Path.of("data", "mode"), Value.of("loud")),
                "kustomization.yaml",
                """
                configMapGenerator: [{name: settings, envs: [app.env]}]
                secretGenerator: [{name: settings, envs: [app.env]}]
                generatorOptions: {disableNameSuffixHash: true}
                """,
                "app.env",
                "mode=plain\n"))
        .doesNotContainKey("app.env");
  }

  private static final Path ENV_OF_POD = CONTAINER.field("env");

  private static final String OVERLAY =
      """
      resources: [../base]
      patches:
        - path: size.yaml
      """;

  private static final String SIZE =
      """
      # Three of them.
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 3
      """;

  /// A base that two overlays use; the one that is compared has a patch.
  private Map<String, String> ofSharedBase(Edit edit) throws IOException {
    paths = List.of("prod");
    return edited(edit, sharedBase());
  }

  private static String[] sharedBase() {
    return new String[] {
      "base/kustomization.yaml",
      "resources: [web.yaml, rest.yaml]",
      "base/rest.yaml",
      WEB.replace("kind: Deployment", "kind: StatefulSet"),
      "base/web.yaml",
      WEB.replace("image: \"web:1\"", "image: \"web:1\", env: [{name: A, value: a}]"),
      "prod/kustomization.yaml",
      OVERLAY,
      "prod/size.yaml",
      SIZE,
      "staging/kustomization.yaml",
      "{resources: [../base], namespace: staging}"
    };
  }

  @Test
  void whatIsAddedGoesIntoThePatchThatThereIs() throws IOException {
    assertThat(
            ofSharedBase(
                new Edit.Set(Path.of("metadata", "annotations", "team"), Value.of("blue"))))
        .isEqualTo(
            Map.of(
                "prod/size.yaml",
                SIZE.replace("  name: web\n", "  name: web\n  annotations:\n    team: blue\n")));
  }

  /// A strategic merge patch would put it before the others.
  @Test
  void anItemAtTheEndOfAListIsAddedByAJsonPatch() throws IOException {
    assertThat(
            ofSharedBase(
                new Edit.Add(
                    ENV_OF_POD.plus(new Path.Index(1)),
                    Value.Obj.EMPTY.with("name", Value.of("B")).with("value", Value.of("b")))))
        .isEqualTo(
            Map.of(
                "prod/kustomization.yaml",
                OVERLAY
                    + """
                      - target:
                          kind: Deployment
                          name: web
                        patch: |-
                          - op: add
                            path: /spec/template/spec/containers/0/env/-
                            value:
                              name: B
                              value: b
                    """));
  }

  @Test
  void thePatchIsEditedAlsoIfItSaysThenWhatTheBaseSays() throws IOException {
    assertThat(ofSharedBase(new Edit.Set(REPLICAS, Value.of(1))))
        .isEqualTo(Map.of("prod/size.yaml", SIZE.replace("replicas: 3", "replicas: 1")));
  }

  /// The patch removes what the base adds.
  @Test
  void whatIsRemovedFromABaseIsRemovedByAPatch() throws IOException {
    assertThat(ofSharedBase(new Edit.Remove(ENV_OF_POD)))
        .isEqualTo(
            Map.of(
                "prod/size.yaml",
                SIZE
                    + """
                      template:
                        spec:
                          containers:
                          - name: web
                            env: null
                    """));
  }

  @Test
  void whatAPatchAddsIsRemovedFromIt() throws IOException {
    String patch = SIZE.replace("  name: web\n", "  name: web\n  annotations:\n    team: blue\n");

    assertThat(
            edited(
                new Edit.Remove(Path.of("metadata", "annotations")),
                "base/kustomization.yaml",
                "resources: [web.yaml]",
                "base/web.yaml",
                WEB,
                "prod/kustomization.yaml",
                OVERLAY,
                "prod/size.yaml",
                patch))
        .isEqualTo(Map.of("prod/size.yaml", SIZE));
  }

  @Test
  void aPatchWithNothingLeftGoes() throws IOException {
    assertThat(
            edited(
                new Edit.Remove(Path.of("metadata", "annotations")),
                "base/kustomization.yaml",
                "resources: [web.yaml]",
                "base/web.yaml",
                WEB,
                "prod/kustomization.yaml",
                """
                resources:
                  - ../base
                patches:
                  - path: team.yaml
                """,
                "prod/team.yaml",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, annotations: {team: blue}}
                """))
        .isEqualTo(
            Map.of(
                "prod/kustomization.yaml", "resources:\n  - ../base\n",
                "prod/team.yaml", "gone"));
  }

  @Test
  void whatTheDocumentSaysIsRemovedFromIt() throws IOException {
    assertThat(
            edited(
                new Edit.Remove(REPLICAS),
                "kustomization.yaml",
                "{namespace: shop, resources: [web.yaml]}",
                "web.yaml",
                WEB))
        .isEqualTo(Map.of("web.yaml", WEB.replace("  replicas: 1 # for one\n", "")));
  }

  @Test
  void theOperationOfAJsonPatch() throws IOException {
    String kustomization =
        """
        resources: [web.yaml]
        patches:
          - target: {kind: Deployment, name: web}
            patch: |-
              # Twice as many.
              - {op: replace, path: /spec/replicas, value: 2}
        """;

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "kustomization.yaml",
                kustomization,
                "web.yaml",
                WEB))
        .isEqualTo(Map.of("kustomization.yaml", kustomization.replace("value: 2", "value: 5")));
  }

  @Test
  void anInlinePatch() throws IOException {
    String kustomization =
        """
        resources: [web.yaml]
        patches:
          - patch: |-
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: web}
              spec:
                replicas: 2 # twice as many
        """;

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "kustomization.yaml",
                kustomization,
                "web.yaml",
                WEB))
        .isEqualTo(Map.of("kustomization.yaml", kustomization.replace("2 # twice", "5 # twice")));
  }

  @Test
  void anObjectLeavesItsKustomizationWithItsPatches() throws IOException {
    assertThat(
            removed(
                "kustomization.yaml",
                """
                resources:
                  - web.yaml # the web
                  - rest.yaml
                patches:
                  - path: size.yaml
                """,
                "web.yaml",
                WEB,
                "size.yaml",
                SIZE,
                "rest.yaml",
                WEB.replace("name: web}\nspec", "name: zest}\nspec")))
        .isEqualTo(
            Map.of(
                "kustomization.yaml", "resources:\n  - rest.yaml\n",
                "web.yaml", "gone",
                "size.yaml", "gone"));
  }

  @Test
  void anObjectOfASharedBaseIsDeletedByAPatch() throws IOException {
    paths = List.of("prod");

    assertThat(removed(sharedBase()))
        .isEqualTo(
            Map.of(
                "prod/kustomization.yaml",
                OVERLAY
                    + """
                      - patch: |-
                          apiVersion: apps/v1
                          kind: Deployment
                          metadata:
                            name: web
                          $patch: delete
                    """));
  }

  @Test
  void aGeneratedObjectLosesItsGenerator() throws IOException {
    assertThat(
            removed(
                "kustomization.yaml",
                """
                resources: [web.yaml]
                configMapGenerator:
                  - name: alone
                    literals: [a=1]
                """,
                "web.yaml",
                WEB.replace("kind: Deployment", "kind: StatefulSet")))
        .isEqualTo(Map.of("kustomization.yaml", "resources: [web.yaml]\n"));
  }

  @Test
  void anObjectOfAChartIsNotRemoved() throws IOException {
    charts = List.of(chart());

    assertThat(
            removed(
                "charts/web/Chart.yaml",
                "{apiVersion: v2, name: web, version: 1.0.0}",
                "charts/web/templates/web.yaml",
                WEB))
        .isEqualTo(
            Map.of(
                "refused",
                "it is rendered by helm from charts/web/templates/web.yaml,"
                    + " charts/web/Chart.yaml, and adopting takes no object out of a chart; remove it"
                    + " there by hand"));
  }

  /// It would change two objects.
  @Test
  void whatWouldChangeMoreIsLeftToAPerson() throws IOException {
    assertThat(
            edited(
                new Edit.Set(IMAGE, Value.of("web:3")),
                "kustomization.yaml",
                "{resources: [web.yaml, api.yaml], images: [{name: web, newTag: \"2\"}]}",
                "web.yaml",
                WEB,
                "api.yaml",
                WEB.replace("name: web}\nspec", "name: api}\nspec")))
        .containsOnlyKeys("refused");
  }

  @Test
  void theValuesOfAReleaseOfFlux() throws IOException {
    String release =
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: web, namespace: shop}
        spec:
          chart:
            spec:
              chart: ./charts/web
              sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
          values:
            count: 2 # two
        """;

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "charts/web/Chart.yaml",
                "{apiVersion: v2, name: web, version: 1.0.0}",
                "charts/web/templates/web.yaml",
                WEB.replace("replicas: 1", "replicas: {{ .Values.count }}"),
                "releases/web.yaml",
                release))
        .isEqualTo(Map.of("releases/web.yaml", release.replace("count: 2", "count: 5")));
  }

  /// Other clusters may have releases of it.
  @Test
  void theTemplatesOfAChartStay() throws IOException {
    charts = List.of(chart());

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "charts/web/Chart.yaml",
                "{apiVersion: v2, name: web, version: 1.0.0}",
                "charts/web/templates/web.yaml",
                WEB))
        .containsOnlyKeys("refused");
  }

  @Test
  void theDefaultsOfAChartStay() throws IOException {
    charts = List.of(chart());

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "charts/web/Chart.yaml",
                "{apiVersion: v2, name: web, version: 1.0.0}",
                "charts/web/values.yaml",
                "count: 2",
                "charts/web/templates/web.yaml",
                WEB.replace("replicas: 1", "replicas: {{ .Values.count }}")))
        .containsOnlyKeys("refused");
  }

  private static final String TEMPLATE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: {{ .Values.count }}
        selector: {matchLabels: {app: web}}
        template:
          metadata:
            labels: {app: web}
            {{- with .Values.podAnnotations }}
            annotations: {{- toYaml . | nindent 10 }}
            {{- end }}
          spec:
            containers:
            - name: web
              image: web:1
              {{- with .Values.resources }}
              resources: {{- toYaml . | nindent 14 }}
              {{- end }}
              {{- with .Values.extraEnv }}
              env: {{- toYaml . | nindent 14 }}
              {{- end }}
      """;

  /// A chart with defaults, and a release of it with one values file.
  private Map<String, String> ofChart(Edit edit, String values) throws IOException {
    charts = List.of(chart("values/prod.yaml"));
    return edited(
        edit,
        "charts/web/Chart.yaml",
        "{apiVersion: v2, name: web, version: 1.0.0}",
        "charts/web/values.yaml",
        """
        count: 1
        annotations: {}
        podAnnotations: {}
        resources:
          limits: {memory: 1Gi}
        """,
        "charts/web/templates/web.yaml",
        TEMPLATE,
        "values/prod.yaml",
        values);
  }

  @Test
  void anAnnotationOfThePodsGoesIntoTheValues() throws IOException {
    assertThat(
            ofChart(
                new Edit.Set(
                    Path.of("spec", "template", "metadata", "annotations", "team"),
                    Value.of("blue")),
                "count: 2 # two\n"))
        .isEqualTo(Map.of("values/prod.yaml", "count: 2 # two\npodAnnotations:\n  team: blue\n"));
  }

  @Test
  void resourcesGoIntoTheValues() throws IOException {
    Path limits = CONTAINER.field("resources").field("limits");

    assertThat(ofChart(new Edit.Set(limits.field("cpu"), Value.of("500m")), "count: 2\n"))
        .isEqualTo(Map.of("values/prod.yaml", "count: 2\nresources:\n  limits:\n    cpu: 500m\n"));
  }

  /// No file has the name yet; the template does.
  @Test
  void aVariableGoesIntoTheValuesThatTheTemplateNames() throws IOException {
    assertThat(
            ofChart(
                new Edit.Set(
                    ENV_OF_POD,
                    new Value.Arr(
                        List.of(
                            Value.Obj.EMPTY
                                .with("name", Value.of("A"))
                                .with("value", Value.of("a"))))),
                "count: 2\n"))
        .isEqualTo(Map.of("values/prod.yaml", "count: 2\nextraEnv:\n- name: A\n  value: a\n"));
  }

  /// The default stays, as other clusters may have releases of the chart.
  @Test
  void aDefaultIsOverriddenInTheValuesOfTheRelease() throws IOException {
    assertThat(ofChart(new Edit.Set(REPLICAS, Value.of(5)), "podAnnotations: {team: blue}\n"))
        .isEqualTo(Map.of("values/prod.yaml", "podAnnotations: {team: blue}\ncount: 5\n"));
  }

  @Test
  void whatTheValuesAddIsRemovedFromThem() throws IOException {
    assertThat(
            ofChart(
                new Edit.Remove(Path.of("spec", "template", "metadata", "annotations")),
                "count: 2\npodAnnotations:\n  team: blue\n"))
        .isEqualTo(Map.of("values/prod.yaml", "count: 2\n"));
  }

  /// Helm removes a default by null.
  @Test
  void aDefaultIsRemovedByNull() throws IOException {
    assertThat(ofChart(new Edit.Remove(CONTAINER.field("resources")), "count: 2\n"))
        .isEqualTo(Map.of("values/prod.yaml", "count: 2\nresources: null\n"));
  }

  /// The release is in a base that two overlays use.
  @Test
  void theValuesOfAReleaseArePatchedInTheOverlay() throws IOException {
    paths = List.of("prod");
    assertThat(
            edited(
                new Edit.Set(
                    Path.of("spec", "template", "metadata", "annotations", "team"),
                    Value.of("blue")),
                "charts/web/Chart.yaml",
                "{apiVersion: v2, name: web, version: 1.0.0}",
                "charts/web/values.yaml",
                "{count: 1, podAnnotations: {}}",
                "charts/web/templates/web.yaml",
                TEMPLATE,
                "base/kustomization.yaml",
                "resources: [release.yaml]",
                "base/release.yaml",
                """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: shop}
                spec:
                  chart:
                    spec:
                      chart: ./charts/web
                      sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
                """,
                "prod/kustomization.yaml",
                "resources:\n- ../base\n",
                "staging/kustomization.yaml",
                "resources: [../base]"))
        .isEqualTo(
            Map.of(
                "prod/kustomization.yaml",
                """
                resources:
                - ../base
                patches:
                - patch: |-
                    apiVersion: helm.toolkit.fluxcd.io/v2
                    kind: HelmRelease
                    metadata:
                      name: web
                      namespace: shop
                    spec:
                      values:
                        podAnnotations:
                          team: blue
                """));
  }
}
