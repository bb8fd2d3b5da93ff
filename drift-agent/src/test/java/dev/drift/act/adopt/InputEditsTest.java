package dev.drift.act.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.config.HelmConfig;
import dev.drift.edit.Edit;
import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
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
  private static final Path IMAGE =
      Path.of("spec", "template", "spec", "containers").plus(new Path.Index(0)).field("image");

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

  /// What is written, as `file: text`; or why nothing is.
  private Map<String, String> edited(Edit edit, String... namesAndTexts) throws IOException {
    SourceTree tree = new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT);
    AdoptableSource.Declared before = declared(tree);
    Manifest manifest =
        before.compared().stream()
            .filter(it -> it.kind().equals("Deployment") || it.kind().equals("ConfigMap"))
            .findFirst()
            .orElseThrow();
    InputEdits edits =
        new InputEdits(
            SOURCE, tree, this::declared, before, manifest, (Generated) manifest.origin());
    Map<String, String> result = new TreeMap<>();
    switch (edits.of(List.of(edit))) {
      case InputEdits.Result.Found(var files) ->
          files.forEach((path, text) -> result.put(path, new String(text.orElseThrow(), UTF_8)));
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
  void whatOthersDeployTooIsNotEdited() throws IOException {
    paths = List.of("prod");

    assertThat(
            edited(
                new Edit.Set(REPLICAS, Value.of(5)),
                "base/kustomization.yaml",
                "resources: [web.yaml]",
                "base/web.yaml",
                WEB,
                "prod/kustomization.yaml",
                "{resources: [../base], namespace: prod}",
                "staging/kustomization.yaml",
                "{resources: [../base], namespace: staging}"))
        .isEqualTo(
            Map.of(
                "refused",
                "it comes from base/web.yaml, which prod and staging use; change it in the one that"
                    + " deploys here"));
  }

  @Test
  void whatNoFileSaysIsLeftToAPerson() throws IOException {
    assertThat(
            edited(
                new Edit.Set(Path.of("data", "app.conf"), Value.of("mode=loud\n")),
                "kustomization.yaml",
                """
                configMapGenerator: [{name: settings, files: [app.conf]}]
                generatorOptions: {disableNameSuffixHash: true}
                """,
                "app.conf",
                "mode=plain\n"))
        .isEqualTo(
            Map.of(
                "refused",
                "it is rendered by kustomize from kustomization.yaml, and no file was found in which"
                    + " data[\"app.conf\"] can be changed without changing anything else; change it"
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
}
