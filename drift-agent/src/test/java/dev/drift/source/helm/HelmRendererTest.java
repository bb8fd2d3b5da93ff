package dev.drift.source.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.config.HelmConfig;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.RenderTools;
import dev.drift.source.tool.Renderers;
import dev.drift.testkit.Renderer;
import dev.drift.tree.DiskTree;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Charts of a source that `drift.yaml` names, rendered by the real helm.
class HelmRendererTest {
  private static final String CHART = "apiVersion: v2\nname: shop\nversion: 1.2.3\n";
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ .Release.Name }}-web
      spec:
        replicas: {{ .Values.replicas }}
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: {{ .Values.image }}
      """;

  private static final ClusterFacts CLUSTER =
      new ClusterFacts() {
        @Override
        public Optional<String> version() {
          return Optional.of("v1.33.7");
        }

        @Override
        public List<String> apiVersions() {
          return List.of("example.com/v1", "example.com/v1/Widget");
        }

        @Override
        public Answer object(ResourceRef ref) {
          return new Answer.Absent();
        }

        @Override
        public Listing objects(GroupKind kind) {
          return new Listing.Unknown("it was not asked for");
        }
      };

  private static HelmConfig shop(Value.Obj values, String... valueFiles) {
    return new HelmConfig(
        "charts/shop",
        "prod",
        "shops",
        List.of(valueFiles),
        values,
        new Place("drift.yaml", 1, 1, 0, 0, false));
  }

  private static Rendered render(HelmConfig release, String... namesAndTexts) throws IOException {
    return render(List.of(), List.of(release), Renderers.tools(), namesAndTexts);
  }

  private static Rendered render(
      List<String> paths, List<HelmConfig> releases, RenderTools tools, String... namesAndTexts)
      throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, tools)
        .render(
            new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
            new RenderRequest(
                paths,
                List.of(),
                "",
                KnownFiles.NONE,
                releases,
                CLUSTER,
                dev.drift.source.SourceRepository.UNKNOWN));
  }

  private static String[] chart(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "charts/shop/Chart.yaml",
                CHART,
                "charts/shop/values.yaml",
                "replicas: 1\nimage: web:1\n"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static List<String> names(List<Manifest> manifests) {
    return manifests.stream()
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .toList();
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  private static Manifest only(Rendered rendered) {
    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.manifests()).hasSize(1);
    return rendered.manifests().getFirst();
  }

  /// In the order of precedence, each file sets one value that the next one does not.
  @Test
  void rendersWithValuesFilesInOrder() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY.with("replicas", Value.of(7)), "envs/base.yaml", "envs/prod.yaml"),
            chart(
                "charts/shop/templates/web.yaml",
                WEB,
                "envs/base.yaml",
                "image: web:2\nreplicas: 2\n",
                "envs/prod.yaml",
                "image: web:3\n"));

    Manifest web = only(rendered);
    assertThat(names(List.of(web))).containsExactly("Deployment shops/prod-web");
    assertThat(web.content().object("spec").get("replicas")).contains(Value.of(7));
    assertThat(
            web.content()
                .object("spec")
                .object("template")
                .object("spec")
                .objects("containers")
                .getFirst()
                .text("image"))
        .contains("web:3");
    assertThat(rendered.renderers()).containsExactly("helm v4.3.1");
  }

  /// What `helm install` adds: see `setMetadataVisitor` in pkg/action/validate.go of Helm.
  @Test
  void marksObjectsAsThoseOfTheRelease() throws IOException {
    Value.Obj metadata =
        only(render(
                shop(Value.Obj.EMPTY),
                chart(
                    "charts/shop/templates/settings.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: settings
                      labels: {app.kubernetes.io/managed-by: somebody}
                    """)))
            .content()
            .object("metadata");

    assertThat(metadata.object("labels").text("app.kubernetes.io/managed-by")).contains("Helm");
    assertThat(metadata.object("annotations").text("meta.helm.sh/release-name")).contains("prod");
    assertThat(metadata.object("annotations").text("meta.helm.sh/release-namespace"))
        .contains("shops");
    assertThat(metadata.text("namespace")).contains("shops");
  }

  @Test
  void leadsToTheTemplate() throws IOException {
    Manifest web =
        only(
            render(
                shop(Value.Obj.EMPTY, "prod.yaml"),
                chart(
                    "charts/shop/templates/web/deployment.yaml",
                    "{{- if true }}\n" + WEB + "{{- end }}\n",
                    "prod.yaml",
                    "replicas: 2\n")));

    assertThat(web.origin().start())
        .hasToString("charts/shop/templates/web/deployment.yaml:3:1 (rendered by helm)");
    assertThat(web.origin().files())
        .containsExactly(
            "charts/shop/templates/web/deployment.yaml", "charts/shop/Chart.yaml", "prod.yaml");
  }

  @Test
  void knowsTheCluster() throws IOException {
    Value.Obj data =
        only(render(
                shop(Value.Obj.EMPTY),
                chart(
                    "charts/shop/templates/settings.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    data:
                      version: "{{ .Capabilities.KubeVersion.Version }}"
                      widgets: "{{ .Capabilities.APIVersions.Has "example.com/v1/Widget" }}"
                      gadgets: "{{ .Capabilities.APIVersions.Has "example.com/v1/Gadget" }}"
                      apps: "{{ .Capabilities.APIVersions.Has "apps/v1" }}"
                      install: "{{ .Release.IsInstall }}"
                    """)))
            .content()
            .object("data");

    assertThat(data)
        .isEqualTo(
            new Value.Obj(
                Map.of(
                    "version", Value.of("v1.33.7"),
                    "widgets", Value.of("true"),
                    "gadgets", Value.of("false"),
                    "apps", Value.of("true"),
                    "install", Value.of("true"))));
  }

  @Test
  void hooksAndTestsAreListedAndNotCompared() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/templates/migrate.yaml",
                """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: migrate
                  annotations: {helm.sh/hook: "pre-install,pre-upgrade"}
                spec:
                  template:
                    spec: {restartPolicy: Never, containers: [{name: a, image: a}]}
                """,
                "charts/shop/templates/tests/connection.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: connection
                  annotations: {helm.sh/hook: test}
                spec: {restartPolicy: Never, containers: [{name: a, image: a}]}
                """));

    assertThat(rendered.manifests()).isEmpty();
    assertThat(names(rendered.elsewhere().manifests()))
        .containsExactlyInAnyOrder("Job shops/migrate", "Pod shops/connection");
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactlyInAnyOrder(
            "Job migrate of the Helm release prod is a hook, which is not compared: Helm creates it"
                + " for a moment.",
            "Pod connection of the Helm release prod is a test, which is not compared: Helm creates"
                + " it for a moment.");
    assertThat(rendered.skipped())
        .extracting(it -> it.place().file())
        .containsExactlyInAnyOrder(
            "charts/shop/templates/migrate.yaml", "charts/shop/templates/tests/connection.yaml");
  }

  /// `helm install` creates them, and no `helm upgrade` changes them:
  /// https://helm.sh/docs/chart_best_practices/custom_resource_definitions/
  @Test
  void crdsAreCreatedOnce() throws IOException {
    Manifest crd =
        only(
            render(
                shop(Value.Obj.EMPTY),
                chart(
                    "charts/shop/crds/widgets.yaml",
                    """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: widgets.example.com}
                    spec: {group: example.com, scope: Namespaced, names: {kind: Widget}}
                    """)));

    assertThat(names(List.of(crd)))
        .containsExactly("CustomResourceDefinition /widgets.example.com");
    assertThat(undetermined(crd))
        .containsExactly(": Helm creates the CRDs of a chart once and does not update them");
    assertThat(crd.content().object("metadata").fields()).doesNotContainKey("annotations");
  }

  private static List<String> undetermined(Manifest manifest) {
    return ((Generated) manifest.origin())
        .undetermined().stream().map(it -> it.path() + ": " + it.reason()).toList();
  }

  private static List<String> unstable(Manifest manifest) {
    return ((Generated) manifest.origin())
        .undetermined().stream().map(Undetermined::path).map(Object::toString).sorted().toList();
  }

  @Test
  void whatDiffersEachTimeIsUnstable() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/templates/secret.yaml",
                """
                {{- $ca := genCA "shop" 365 }}
                apiVersion: v1
                kind: Secret
                metadata: {name: keys}
                stringData:
                  user: admin
                  password: {{ randAlphaNum 24 }}
                data:
                  ca.crt: {{ $ca.Cert | b64enc }}
                """,
                "charts/shop/templates/web.yaml",
                WEB.replace(
                        "{labels: {app: web}}\n    spec:",
                        """
                    {labels: {app: web}, annotations: {checksum: {{ include (print $.Template.BasePath "/secret.yaml") . | sha256sum }}}}
                        spec:""")
                    .replace(
                        "image: {{ .Values.image }}",
                        "image: web\n          env: [{name: FIXED, value: a}, {name: DAY, value: '{{ now | date \"2006-01-02\" }}'}]")));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered.manifests()))
        .containsExactly("Secret shops/keys", "Deployment shops/prod-web");
    assertThat(unstable(rendered.manifests().getFirst()))
        .containsExactly("data.password", "data[\"ca.crt\"]", "stringData.password");
    assertThat(unstable(rendered.manifests().getLast()))
        .containsExactly(
            "spec.template.metadata.annotations.checksum",
            "spec.template.spec.containers[0].env[1].value");
  }

  /// Nobody says whether Helm has installed or upgraded the release, and how often.
  @Test
  void whatFollowsTheRevisionIsUnstable() throws IOException {
    Manifest settings =
        only(
            render(
                shop(Value.Obj.EMPTY),
                chart(
                    "charts/shop/templates/settings.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: settings
                      annotations: {revision: "{{ .Release.Revision }}"}
                    data:
                      fixed: a
                      upgrade: "{{ .Release.IsUpgrade }}"
                      {{- if .Release.IsInstall }}
                      first: "yes"
                      {{- end }}
                    """)));

    assertThat(unstable(settings))
        .containsExactly("data.first", "data.upgrade", "metadata.annotations.revision");
  }

  /// By chance two draws are equal, and then would seem to be determined.
  @Test
  void aNumberFromASmallRangeIsUnstable() throws IOException {
    Manifest settings =
        only(
            render(
                shop(Value.Obj.EMPTY),
                chart(
                    "charts/shop/templates/settings.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    data: {minute: "{{ randInt 7 8 }}"}
                    """)));

    assertThat(settings.content().object("data").text("minute")).contains("7");
    assertThat(unstable(settings)).containsExactly("data.minute");
  }

  /// Helm draws the position of an item, so that another range would not do.
  @Test
  void anItemOfAListIsDrawnFromTheList() throws IOException {
    Manifest settings =
        only(
            render(
                shop(Value.Obj.EMPTY),
                chart(
                    "charts/shop/templates/settings.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    data: {zone: "{{ index (list "a") (randInt 0 1) }}"}
                    """)));

    assertThat(settings.content().object("data").text("zone")).contains("a");
  }

  @Test
  void namesThatDifferEachTimeAreUnknown() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/templates/job.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: "run-{{ randAlphaNum 5 | lower }}"}
                """));

    assertThat(rendered.manifests()).isEmpty();
    assertThat(reasons(rendered))
        .containsOnly(
            "The Helm release prod has a ConfigMap whose name or presence is another one each time"
                + " that helm renders it, so no object of the cluster can be matched to it.");
    assertThat(rendered.unrendered().getFirst().place().file())
        .isEqualTo("charts/shop/templates/job.yaml");
  }

  /// Tests have random names in many charts, so that one can be run again.
  @Test
  void hooksMayHaveAnotherNameEachTime() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/templates/tests/grpc.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: "grpc-{{ randAlphaNum 5 | lower }}"
                  annotations: {helm.sh/hook: test-success}
                spec: {restartPolicy: Never, containers: [{name: a, image: a}]}
                """));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly(
            "Pod with a random name of the Helm release prod is a test, which is not compared: Helm"
                + " creates it for a moment.");
    // Rendered again, it is the same, so that it hinders no adoption.
    assertThat(rendered.elsewhere().manifests())
        .singleElement()
        .satisfies(it -> assertThat(it.determined().toString()).doesNotContain("grpc-"));
  }

  /// What is looked up is not known here, and what is made of it neither.
  @Test
  void whatIsLookedUpIsUnknown() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/templates/_helpers.tpl",
                """
                {{/* lookup is only mentioned */}}
                {{ define "shop.password" }}
                {{- $old := lookup "v1" "Secret" .Release.Namespace "keys" }}
                {{- if $old }}{{ $old.data.password }}{{ else }}{{ "fixed" | b64enc }}{{ end }}
                {{- end }}
                """,
                "charts/shop/templates/secret.yaml",
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: keys}
                data: {password: {{ include "shop.password" . }}}
                """,
                "charts/shop/templates/settings.yaml",
                """
                # lookup in words only
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data:
                  lookup: {{ .Values.image }}
                  hash: {{ include (print $.Template.BasePath "/secret.yaml") . | sha256sum }}
                """));

    assertThat(names(rendered.manifests())).containsExactly("ConfigMap shops/settings");
    assertThat(unstable(rendered.manifests().getFirst())).containsExactly("data.hash");
    assertThat(reasons(rendered))
        .containsExactly(
            "Secret keys of the Helm release prod depends on what its template looks up in the"
                + " cluster when it is installed (lookup). What it declares is unknown.");
    assertThat(rendered.unrendered().getFirst().place())
        .hasToString("charts/shop/templates/secret.yaml:2:1");
  }

  @Test
  void vendoredDependenciesArePartOfTheChart() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/Chart.yaml",
                CHART
                    + """
                    dependencies:
                      - {name: redis, version: 1.0.0, repository: "https://charts.example.com"}
                      - {name: common, version: 1.0.0, repository: "file://../common"}
                    """,
                "charts/shop/charts/redis-1/Chart.yaml",
                "apiVersion: v2\nname: redis\nversion: 1.0.0\n",
                "charts/shop/charts/redis-1/templates/cache.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cache}\n",
                "charts/common/Chart.yaml",
                "apiVersion: v2\nname: common\nversion: 1.0.0\ntype: library\n",
                "charts/common/templates/_names.tpl",
                "{{ define \"common.name\" }}from-common{{ end }}\n",
                "charts/shop/templates/settings.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ include \"common.name\" . }}}\n"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered.manifests()))
        .containsExactlyInAnyOrder("ConfigMap shops/from-common", "ConfigMap shops/cache");
    assertThat(
            rendered.manifests().stream()
                .filter(it -> it.name().equals("cache"))
                .findFirst()
                .orElseThrow()
                .origin()
                .start())
        .hasToString("charts/shop/charts/redis-1/templates/cache.yaml:2:1 (rendered by helm)");
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly("A library chart, which declares nothing by itself.");
  }

  /// As `helm dependency build` leaves them: packed by helm itself.
  @Test
  void packedDependenciesArePartOfTheChart(@TempDir Path folder) throws Exception {
    Path redis = folder.resolve("redis");
    Files.createDirectories(redis.resolve("templates"));
    Files.writeString(redis.resolve("Chart.yaml"), "apiVersion: v2\nname: redis\nversion: 1.0.0\n");
    Files.writeString(
        redis.resolve("templates/cache.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cache}\ndata: {at: '{{ now }}'}\n");
    Path shop = folder.resolve("tree/charts/shop");
    Files.createDirectories(shop.resolve("charts"));
    Files.writeString(
        shop.resolve("Chart.yaml"),
        CHART
            + "dependencies: [{name: redis, version: 1.0.0, repository: 'oci://example.com/a'}]\n");
    assertThat(
            new ProcessBuilder(
                    Renderer.HELM.path().toString(),
                    "package",
                    redis.toString(),
                    "--destination",
                    shop.resolve("charts").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start()
                .waitFor())
        .isZero();

    Rendered rendered =
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
            .render(
                new SourceTree(new DiskTree(folder.resolve("tree")), TreeLimits.DEFAULT),
                new RenderRequest(
                    List.of(),
                    List.of(),
                    "",
                    KnownFiles.NONE,
                    List.of(shop(Value.Obj.EMPTY)),
                    CLUSTER,
                    dev.drift.source.SourceRepository.UNKNOWN));

    Manifest cache = only(rendered);
    assertThat(names(List.of(cache))).containsExactly("ConfigMap shops/cache");
    assertThat(unstable(cache)).containsExactly("data.at");
    assertThat(cache.origin().start())
        .hasToString("charts/shop/charts/redis-1.0.0.tgz:1:1 (rendered by helm)");
  }

  @Test
  void missingDependenciesAreNotFetched() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/Chart.yaml",
                CHART
                    + """
                    dependencies:
                      - name: redis
                        version: 1.0.0
                        repository: https://charts.example.com
                    """));

    assertThat(reasons(rendered))
        .containsExactly(
            "The Helm release prod was not rendered: its dependency redis is not in"
                + " charts/shop/charts, and https://charts.example.com may not be fetched; if you"
                + " trust it, add it to fetch in the agent's drift.yaml. What it declares is"
                + " unknown.");
    assertThat(rendered.unrendered().getFirst().place()).hasToString("charts/shop/Chart.yaml:5:1");
  }

  @Test
  void aChartThatNobodyDeploysIsUnknown() throws IOException {
    Rendered rendered =
        render(
            List.of(), List.of(), Renderers.tools(), chart("charts/shop/templates/web.yaml", WEB));

    assertThat(rendered.manifests()).isEmpty();
    assertThat(reasons(rendered))
        .containsExactly(
            "A Helm chart that neither a deployer in this repository nor drift.yaml installs. Name"
                + " its release, namespace and values under helm of a source in drift.yaml. What it"
                + " declares is unknown.");
  }

  /// Neither takes the chart away from the other.
  @Test
  void aChartHasSeveralReleases() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/templates/web.yaml",
                WEB,
                "apps/shop.yaml",
                """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: test, namespace: shops}
                spec:
                  chart:
                    spec:
                      chart: charts/shop
                      sourceRef: {kind: GitRepository, name: flux-system}
                """));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered.manifests()))
        .containsExactlyInAnyOrder(
            "HelmRelease shops/test", "Deployment shops/test-web", "Deployment shops/prod-web");
  }

  @Test
  void whatHelmRefusesIsUnknown() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/templates/web.yaml",
                "{{ required \"set the image\" .Values.nothing }}\n"));

    assertThat(reasons(rendered))
        .singleElement()
        .asString()
        .startsWith("The Helm release prod was not rendered: helm ended with exit code 1:")
        .contains("set the image");
  }

  /// The advice is for whoever runs helm.
  @Test
  void advisesNoFlagOfHelm() throws IOException {
    assertThat(
            reasons(
                render(
                    shop(Value.Obj.EMPTY),
                    chart("charts/shop/templates/web.yaml", "a: b: c\nkind: Pod\n"))))
        .containsExactly(
            "The Helm release prod was not rendered: helm ended with exit code 1: YAML parse error on"
                + " shop/templates/web.yaml: error converting YAML to JSON: yaml: mapping values"
                + " are not allowed in this context. What it declares is unknown.");
  }

  /// A template may print any line.
  @Test
  void whatOnlyLooksLikeAnotherTemplateIsNone() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY),
            chart(
                "charts/shop/templates/web.yaml",
                "{{ print \"---\\n# Source: x\\n\" }}apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"));

    assertThat(names(List.of(only(rendered)))).containsExactly("Pod shops/a");
  }

  @Test
  void aMissingValuesFileIsNamed() throws IOException {
    Rendered rendered =
        render(
            shop(Value.Obj.EMPTY, "envs/prod.yaml"), chart("charts/shop/templates/web.yaml", WEB));

    assertThat(reasons(rendered))
        .containsExactly(
            "The Helm release prod was not rendered: its values file envs/prod.yaml is not in this"
                + " repository; correct valueFiles in drift.yaml. What it declares is unknown.");
  }

  @Test
  void withoutHelmItSaysWhatToInstall() throws IOException {
    Rendered rendered =
        render(
            List.of(),
            List.of(shop(Value.Obj.EMPTY)),
            new RenderTools(Map.of(), Map.of("PATH", "/nowhere")),
            chart("charts/shop/templates/web.yaml", WEB));

    assertThat(reasons(rendered))
        .containsExactly(
            "The Helm release prod was not rendered: helm is not installed; install version v4.3.1"
                + " (go install helm.sh/helm/v4/cmd/helm@v4.3.1), or set renderers.helm in"
                + " drift.yaml. What it declares is unknown.");
  }

  /// The files of a chart are read for what it deploys only if somebody asked for them.
  @Test
  void releasesOutsideThePathsAreNotCompared() throws IOException {
    Rendered rendered =
        render(
            List.of("plain"),
            List.of(shop(Value.Obj.EMPTY)),
            Renderers.tools(),
            chart(
                "charts/shop/templates/web.yaml",
                WEB,
                "plain/ns.yaml",
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: shops}\n"));

    assertThat(names(rendered.manifests())).containsExactly("Namespace /shops");
    assertThat(names(rendered.elsewhere().manifests()))
        .containsExactly("Deployment shops/prod-web");
    assertThat(rendered.elsewhere().unrendered()).isEmpty();
  }

  /// Nothing of the machine, and nothing outside of the chart.
  @Test
  void templatesReachNothing() throws IOException {
    Value.Obj data =
        only(render(
                shop(Value.Obj.EMPTY),
                chart(
                    "charts/shop/templates/settings.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    data:
                      outside: "{{ .Files.Get "../../secret.txt" }}{{ .Files.Get "/etc/passwd" }}"
                      host: "{{ getHostByName "localhost" }}"
                    """,
                    "secret.txt",
                    "hunter2")))
            .content()
            .object("data");

    assertThat(data)
        .isEqualTo(new Value.Obj(Map.of("outside", Value.of(""), "host", Value.of(""))));
  }

  @Test
  void aNameCannotBeAnOption() throws IOException {
    Rendered rendered =
        render(
            new HelmConfig(
                "charts/shop",
                "--post-renderer=evil",
                "shops",
                List.of(),
                Value.Obj.EMPTY,
                new Place("drift.yaml", 1, 1, 0, 0, false)),
            chart("charts/shop/templates/web.yaml", WEB));

    assertThat(rendered.manifests()).isEmpty();
    assertThat(reasons(rendered)).singleElement().asString().contains("cannot have the name");
  }
}
