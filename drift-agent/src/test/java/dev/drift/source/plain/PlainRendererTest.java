package dev.drift.source.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.tree.DiskTree;
import dev.drift.tree.FileTree;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainRendererTest {
  private static final RenderRequest WHOLE =
      new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE);

  /// @param namesAndTexts the name of a file and its text, in turn
  private static Rendered render(String... namesAndTexts) {
    return render(WHOLE, namesAndTexts);
  }

  private static Rendered render(RenderRequest request, String... namesAndTexts) {
    return render(MemoryTree.of(namesAndTexts), request);
  }

  private static Rendered render(FileTree tree, RenderRequest request) {
    try {
      return new PlainRenderer(YamlLimits.DEFAULT)
          .render(new SourceTree(tree, TreeLimits.DEFAULT), request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Rendered rendered) {
    return rendered.manifests().stream()
        .map(one -> "%s %s/%s".formatted(one.groupKind(), one.namespace(), one.name()))
        .toList();
  }

  private static List<String> problems(Rendered rendered) {
    return rendered.problems().stream().map(one -> one.code() + " " + one.message()).toList();
  }

  @Test
  void takesEveryDocumentOfEveryManifest() {
    Rendered rendered =
        render(
            "a.yaml",
            """
            # the house
            apiVersion: v1
            kind: Namespace
            metadata: {name: trino}
            ---
            # nothing here
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: worker
              namespace: trino
            """,
            "b.json",
            "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"s\"}}",
            "notes.txt",
            "a: [");

    assertThat(names(rendered))
        .containsExactly("Namespace /trino", "Deployment.apps trino/worker", "Service /s");
    Manifest worker = rendered.manifests().get(1);
    assertThat(worker.origin().places().start()).hasToString("a.yaml:8:1");
    assertThat(worker.origin().places().document()).isEqualTo(2);
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.skipped()).isEmpty();
  }

  @Test
  void unfoldsListsEachItemWithItsPlace() {
    Rendered rendered =
        render(
            "a.yaml",
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: ConfigMap
              metadata: {name: a}
              data: {x: "1"}
            - apiVersion: v1
              kind: List
              items:
              - {apiVersion: v1, kind: Secret, metadata: {name: b}}
            - kind: ConfigMap
            - text
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleList
            items:
            - metadata: {name: r, namespace: trino}
            """);

    assertThat(names(rendered))
        .containsExactly("ConfigMap /a", "Secret /b", "Role.rbac.authorization.k8s.io trino/r");
    assertThat(rendered.manifests().get(0).origin().places().start()).hasToString("a.yaml:4:3");
    assertThat(
            rendered
                .manifests()
                .get(0)
                .origin()
                .places()
                .at(
                    dev.drift.model.value.Path.of("data", "x"),
                    rendered.manifests().get(0).content()))
        .hasValueSatisfying(place -> assertThat(place).hasToString("a.yaml:7:13"));
    assertThat(rendered.manifests().get(2).content().text("kind")).contains("Role");
    assertThat(problems(rendered))
        .containsExactly(
            "INCOMPLETE_TYPE a.yaml:12: the document has a kind and no apiVersion; add the"
                + " apiVersion.",
            "INCOMPLETE_TYPE a.yaml:13: the item of the list is not a mapping.");
  }

  @Test
  void skipsAndListsWhatDescribesNoResource() {
    Rendered rendered =
        render(
            "values.yaml",
            "replicas: 1\n",
            "list.yaml",
            "- a\n",
            "scalar.yaml",
            "\n\ntext\n",
            "patch.yaml",
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n");

    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.unrendered()).isEmpty();
    assertThat(rendered.skipped())
        .extracting(one -> one.place() + " " + one.reason())
        .containsExactly(
            "list.yaml:1:1 The document is not a mapping, so it describes no resource.",
            "patch.yaml:1:1 The document belongs to a kustomization; it describes no resource.",
            "scalar.yaml:3:1 The document is not a mapping, so it describes no resource.",
            "values.yaml:1:1 The document has neither apiVersion nor kind.");
  }

  @Test
  void filesOfOtherProgramsAreNoManifests() {
    Rendered rendered =
        render(
            ".vscode/settings.json",
            "// comment\n{\"yaml.schemas\": {\"kubernetes\": \"*.yaml\"},}\n",
            "cluster.yaml",
            "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: []\n",
            "datasources.yaml",
            "apiVersion: 1\ndatasources: []\n",
            "playbook.yaml",
            "hosts: {% if a %}b{% endif %}\n");

    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.unrendered()).isEmpty();
    assertThat(rendered.skipped())
        .extracting(one -> one.place().file() + " " + one.reason())
        .containsExactly(
            ".vscode/settings.json this is not valid JSON. The file has neither apiVersion nor kind,"
                + " so it is not a manifest.",
            "cluster.yaml The Cluster has no metadata, so it configures a program and describes no"
                + " resource.",
            "datasources.yaml Its apiVersion is a number and it has no kind, so it is no resource.",
            "playbook.yaml a percent sign cannot start a value; quote the text. Is this an"
                + " unrendered template? The file has neither apiVersion nor kind, so it is not a"
                + " manifest.");
  }

  /// A person may have written them for a resource.
  @Test
  void whatHasApiVersionOrKindIsAManifestThatIsWrong() {
    Rendered rendered =
        render(
            "a.json",
            "{\"apiVersion\": \"v1\",}",
            "b.yaml",
            "- kind: Service\na: [\n",
            "c.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nspec: {}\n",
            "d.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ a }}}\ndata: {{ b }}\n");

    assertThat(rendered.problems())
        .extracting(it -> it.place().orElseThrow().file())
        .containsExactly("a.json", "b.yaml", "c.yaml", "d.yaml");
  }

  @Test
  void aConfigurationOfDriftIsNoResource() {
    String config = "apiVersion: drift.dev/v1\nkind: Config\nsources: [{}]\n";
    Rendered rendered = render("drift.yaml", config, "sub/drift.yaml", config);

    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.skipped())
        .extracting(one -> one.place() + " " + one.reason())
        .containsExactly(
            "sub/drift.yaml:1:1 The document configures Drift; in a repository only drift.yaml at"
                + " the root does.");
  }

  @Test
  void readsNoFileOfAChartAsAManifest() {
    String template = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-chart}\n";
    Rendered rendered =
        render(
            "charts/web/Chart.yaml",
            "apiVersion: v2\nname: web\n",
            "charts/web/templates/map.yaml",
            template,
            "charts/web/templates/broken.yaml",
            "{{- if .Values.on }}\na: [\n",
            "charts/web/charts/sub/Chart.yaml",
            "apiVersion: v2\nname: sub\n",
            "plain/map.yaml",
            template.replace("of-chart", "plain"));

    assertThat(rendered.manifests()).extracting(Manifest::name).containsExactly("plain");
    assertThat(rendered.problems()).isEmpty();
    assertThat(unrendered(rendered)).containsExactly("HELM_CHART charts/web/Chart.yaml");
  }

  @Test
  void readsNoFileOfAKustomizationAsAManifest() {
    String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: NAME}\n";
    for (String name : List.of("kustomization.yaml", "kustomization.yml", "Kustomization")) {
      Rendered rendered =
          render(
              "overlay/" + name,
              "resources: [map.yaml, ../base, ../shared/one.yaml]\nnamePrefix: x-\n",
              "overlay/map.yaml",
              map.replace("NAME", "of-overlay"),
              "base/map.yaml",
              map.replace("NAME", "of-base"),
              "shared/one.yaml",
              map.replace("NAME", "referenced"),
              "shared/two.yaml",
              map.replace("NAME", "not-referenced"));

      assertThat(rendered.manifests()).extracting(Manifest::name).containsExactly("not-referenced");
      assertThat(rendered.problems()).isEmpty();
      assertThat(unrendered(rendered)).containsExactly("KUSTOMIZATION overlay/" + name);
    }
  }

  @Test
  void takesNoPlaceholderForAName() {
    Rendered rendered =
        render("a.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: \"${DOMAIN/./-}-tls\"}\n");

    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.unrendered())
        .extracting(Unrendered::reason)
        .containsExactly(
            "metadata.name contains a placeholder, so this Secret is rendered before it is"
                + " deployed; this version does not render it.");
  }

  private static String map(String apiVersion, String kind, String name, String namespace) {
    return "apiVersion: %s\nkind: %s\nmetadata:\n  name: %s\n  namespace: %s\n"
        .formatted(apiVersion, kind, name, namespace);
  }

  @Test
  void knowsThePlaceholdersOfTemplateLanguages() {
    for (String placeholder :
        List.of(
            "'${NAME}'",
            "x-${NAME:-a}",
            "$NAME",
            "$(NAME)",
            "'{{ name }}'",
            "'{{ .Values.name }}-x'",
            "'{% if a %}x{% endif %}'",
            "'[[ name ]]'",
            "[[ name ]]",
            "x-[[ name ]]",
            "<%= name %>")) {
      for (String text :
          List.of(
              map(placeholder, "ConfigMap", "a", "b"),
              map("v1", placeholder, "a", "b"),
              map("v1", "ConfigMap", placeholder, "b"),
              map("v1", "ConfigMap", "a", placeholder))) {
        Rendered rendered = render("a.yaml", text, "b.yaml", A);

        assertThat(names(rendered)).as(text).containsExactly("ConfigMap /a");
        assertThat(rendered.problems()).as(text).isEmpty();
        assertThat(unrendered(rendered)).as(text).containsExactly("TEMPLATE a.yaml");
      }
    }
    assertThat(render("a.yaml", map("v1", "<%= kind %>", "a", "b")).unrendered())
        .extracting(Unrendered::reason)
        .containsExactly(
            "kind contains a placeholder, so this document is rendered before it is deployed; this"
                + " version does not render it.");
  }

  @Test
  void aPlaceholderInAListMakesItATemplate() {
    Rendered rendered =
        render(
            "a.yaml",
            """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: "{{ b }}"}}
            """);

    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.unrendered())
        .extracting(Unrendered::reason)
        .containsExactly(
            "metadata.name contains a placeholder, so this ConfigMap is rendered before it is"
                + " deployed; this version does not render it.");
  }

  /// Alerts, dashboards and scripts are full of them.
  @Test
  void whatLooksLikeATemplateElsewhereIsOrdinaryText() {
    Rendered rendered =
        render(
            "a.yaml",
            """
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: a
              labels: {a: "[[x]]"}
              annotations: {b: "{{ $labels.x }}", c: "<% x %>", generated: "${x}"}
            spec:
              groups:
              - name: "{{ x }}"
                rules: [{alert: A, annotations: {summary: "{% x %} {{ $value }} [[ y ]] ${Z}"}}]
              kind: "{{ x }}"
              metadata: {name: "${x}"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: b}
            items: [{metadata: {name: "{{ x }}"}}]
            """);

    assertThat(names(rendered))
        .containsExactly("PrometheusRule.monitoring.coreos.com /a", "ConfigMap /b");
    assertThat(rendered.unrendered()).isEmpty();
  }

  /// They are no YAML: the file is reported, and what it may declare is unknown.
  @Test
  void templatesThatAreNoYamlAreInvalid() {
    for (String name : List.of("{{ name }}", "{% if a %}x{% endif %}")) {
      Rendered rendered = render("a.yaml", map("v1", "ConfigMap", name, "b"));

      assertThat(rendered.manifests()).as(name).isEmpty();
      assertThat(unrendered(rendered)).as(name).containsExactly("INVALID a.yaml");
      assertThat(rendered.problems())
          .as(name)
          .extracting(it -> it.code().name())
          .containsExactly("YAML_SYNTAX");
    }
  }

  @Test
  void anInvalidFileMayDeclareOnlyWhatItNames() {
    Rendered rendered = render("broken.yaml", "kind: ConfigMap\nname: named\na: [\n");

    assertThat(rendered.unrendered()).hasSize(1);
    Unrendered invalid = rendered.unrendered().getFirst();
    GroupKind map = new GroupKind("", "ConfigMap");
    assertThat(invalid.mayDeclare(new ResourceId(map, "ns", "named"))).isTrue();
    assertThat(invalid.mayDeclare(new ResourceId(map, "ns", "other"))).isFalse();
  }

  private static List<String> unrendered(Rendered rendered) {
    return rendered.unrendered().stream()
        .map(one -> one.kind() + " " + one.place().file())
        .toList();
  }

  @Test
  void tellsAllProblemsOfAllFilesTogether() {
    Rendered rendered =
        render(
            "broken.yaml",
            "kind: [\n",
            "half.yaml",
            "apiVersion: v1\nmetadata: {name: a}\n---\nkind: Service\nmetadata: {name: a}\n",
            "lfs.yaml",
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
            "names.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: on
              namespace: 7
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              generateName: a-
            ---
            apiVersion: v1
            kind: ConfigMap
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: [a]
            ---
            apiVersion: 1
            kind: [a]
            metadata: {name: a}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: ""}
            """);

    assertThat(rendered.manifests()).isEmpty();
    assertThat(problems(rendered))
        .containsExactly(
            "YAML_SYNTAX broken.yaml:2: this is not valid YAML.",
            "INCOMPLETE_TYPE half.yaml:1: the document has an apiVersion and no kind; add the"
                + " kind.",
            "INCOMPLETE_TYPE half.yaml:4: the document has a kind and no apiVersion; add the"
                + " apiVersion.",
            "NOT_FETCHED lfs.yaml:1: the manifest is stored in Git LFS, which Drift does not fetch;"
                + " keep manifests in Git itself.",
            "INVALID_DESIRED names.yaml:4: name must be a string; quote it.",
            "INVALID_DESIRED names.yaml:5: namespace must be a string; quote it.",
            "NO_NAME names.yaml:10: the ConfigMap has generateName and no name, so no live object can"
                + " be matched to it; give it a name.",
            "NO_NAME names.yaml:12: the ConfigMap has no metadata.name; add one.",
            "INVALID_DESIRED names.yaml:17: metadata of the ConfigMap is not a mapping.",
            "INVALID_DESIRED names.yaml:19: apiVersion must be a string; quote it.",
            "INVALID_DESIRED names.yaml:20: kind must be a string; quote it.",
            "NO_NAME names.yaml:25: the ConfigMap has no metadata.name; add one.");
  }

  @Test
  void keepsWhatTheTreeLeftOut(@TempDir Path folder) throws Exception {
    Files.createSymbolicLink(folder.resolve("again"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("gone.yaml"), Path.of("nowhere.yaml"));

    Rendered rendered = render(new DiskTree(folder), WHOLE);

    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly("It is a link to a folder; pass that folder with --path to read it.");
    assertThat(problems(rendered))
        .containsExactly("PATH_NOT_FOUND gone.yaml is a link to a file that does not exist.");
    assertThat(rendered.unrendered())
        .extracting(one -> one.place().file())
        .containsExactly("gone.yaml");
  }

  private static final String A = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";
  private static final String B = "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}";

  @Test
  void whatIsOutsideOfThePathsIsDeclaredElsewhere() {
    for (RenderRequest request :
        List.of(
            new RenderRequest(List.of("./apps/"), List.of(), "", KnownFiles.NONE),
            new RenderRequest(List.of(), List.of("./apps/"), "", KnownFiles.NONE))) {
      Rendered rendered =
          render(
              request,
              "apps/a.yaml",
              A,
              "more/b.yaml",
              B,
              "more/Chart.yaml",
              "name: x",
              "x.txt",
              "");

      assertThat(names(rendered)).containsExactly("ConfigMap /a");
      assertThat(rendered.unrendered()).isEmpty();
      assertThat(rendered.elsewhere().manifests()).isEmpty();
      assertThat(rendered.elsewhere().unrendered())
          .extracting(one -> one.place().file())
          .containsExactly("more/Chart.yaml");
    }
  }

  @Test
  void namesWhatWasReadAndDistinguishesItsSource() {
    Rendered rendered =
        render(
            new RenderRequest(List.of(), List.of("apps"), "platform/", KnownFiles.NONE),
            "apps/a.yaml",
            A,
            "b.yaml",
            B,
            "drift.yaml",
            "x: [");

    assertThat(rendered.manifests().getFirst().origin().places().file())
        .isEqualTo("platform/apps/a.yaml");
    assertThat(rendered.elsewhere().manifests().getFirst().origin().places().file())
        .isEqualTo("platform/b.yaml");
    assertThat(rendered.inputs().files()).containsExactly("apps/a.yaml", "b.yaml", "drift.yaml");
    assertThat(rendered.problems()).isEmpty();
  }
}
