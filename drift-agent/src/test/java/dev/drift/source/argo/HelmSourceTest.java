package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Charts with the options of Applications, rendered by the real helm.
class HelmSourceTest {
  private static final String VALUES =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: "{{ .Release.Name }}"}
      data:
        namespace: "{{ .Release.Namespace }}"
        a: "{{ .Values.a }}"
        b: "{{ .Values.b }}"
        kind: "{{ kindOf .Values.b }}"
        version: "{{ .Capabilities.KubeVersion.Version }}"
        widget: "{{ .Capabilities.APIVersions.Has "example.com/v1/Widget" }}"
      """;

  private static ArgoFixture helm(String options, String... more) throws IOException {
    List<String> files =
        new ArrayList<>(
            List.of(
                "argo/web.yaml",
                ArgoFixture.application("web", "path: charts/web, helm: {" + options + "}"),
                "charts/web/Chart.yaml",
                "apiVersion: v2\nname: web\nversion: 1.0.0\n",
                "charts/web/values.yaml",
                "a: chart\nb: chart\n",
                "charts/web/templates/values.yaml",
                VALUES,
                "charts/web/crds/widget.yaml",
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.example.com}
                spec: {group: example.com, scope: Namespaced, names: {kind: Widget}}
                """,
                "charts/web/one.yaml",
                "a: one\n",
                "values/prod/x.yaml",
                "a: first\n",
                "values/prod/y.yaml",
                "a: last\n"));
    files.addAll(List.of(more));
    return ArgoFixture.of(files.toArray(String[]::new));
  }

  @Test
  void rendersAChartWithItsCrdsAndTheClustersCapabilities() throws IOException {
    ArgoFixture argo = helm("");

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names())
        .containsExactly("ConfigMap shop/web", "CustomResourceDefinition /widgets.example.com");
    assertThat(argo.data("web"))
        .containsExactly(
            "a=chart",
            "b=chart",
            "kind=string",
            "namespace=shop",
            "version=v1.35.1",
            "widget=true");
    assertThat(argo.manifest("ConfigMap", "web").origin().start())
        .hasToString("charts/web/templates/values.yaml:1:1 (rendered by helm)");
    assertThat(argo.manifest("ConfigMap", "web").origin().files())
        .containsExactly("charts/web/templates/values.yaml", "argo/web.yaml");
    assertThat(argo.manifest("CustomResourceDefinition", "widgets.example.com").origin().files())
        .contains("charts/web/crds/widget.yaml");
    assertThat(argo.rendered().renderers()).containsExactly("plain", "helm v4.3.1");
  }

  @Test
  void takesNamesAndCapabilitiesFromTheApplication() throws IOException {
    ArgoFixture argo =
        helm(
            "releaseName: shop, namespace: there, kubeVersion: 1.30.0, apiVersions: [v1], skipCrds: true");

    assertThat(argo.names())
        .as("namespace is that of the release")
        .containsExactly("ConfigMap shop/shop");
    assertThat(argo.data("shop")).contains("namespace=there", "version=v1.30.0", "widget=false");
  }

  /// parameters, then valuesObject, values, valueFiles, the chart.
  @Test
  void valuesHaveAnOrder() throws IOException {
    assertThat(helm("valueFiles: [one.yaml]").data("web")).contains("a=one", "b=chart");
    assertThat(helm("valueFiles: [one.yaml], values: 'a: values'").data("web"))
        .contains("a=values");
    assertThat(helm("values: 'a: values', valuesObject: {b: 7}").data("web"))
        .as("valuesObject hides values")
        .contains("a=chart", "b=7", "kind=float64");
    assertThat(
            helm("valuesObject: {a: object}, parameters: [{name: a, value: 'set,$ARGOCD_APP_NAME'}]")
                .data("web"))
        .contains("a=set,web");
    assertThat(helm("parameters: [{name: b, value: '7'}]").data("web")).contains("kind=int64");
    assertThat(helm("parameters: [{name: b, value: '7', forceString: true}]").data("web"))
        .contains("kind=string");
    assertThat(helm("fileParameters: [{name: b, path: /values/prod/x.yaml}]").data("web"))
        .contains("b=a: first ");
  }

  @Test
  void valueFilesMayBeGlobs() throws IOException {
    assertThat(helm("valueFiles: ['/values/**/*.yaml']").data("web")).contains("a=last");
    assertThat(helm("valueFiles: ['/values/*/*.yaml', '../../values/prod/x.yaml']").data("web"))
        .as("what is named keeps its place")
        .contains("a=first");
    assertThat(helm("valueFiles: ['none-*.yaml']").reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: no file matches its valueFiles"
                + " none-*.yaml. What it declares is unknown.");
    assertThat(
            helm("valueFiles: ['none-*.yaml', none.yaml], ignoreMissingValueFiles: true")
                .data("web"))
        .contains("a=chart");
  }

  @Test
  void valueFilesAreOfThisRepository() throws IOException {
    assertThat(helm("valueFiles: [../../../etc/passwd]").reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: its value file ../../../etc/passwd leads"
                + " out of the repository. What it declares is unknown.");
    assertThat(helm("valueFiles: ['https://robot:hunter2@example.com/values.yaml']").reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: its values come from a URL, which Drift"
                + " does not fetch. What it declares is unknown.");
    assertThat(helm("valueFiles: [none.yaml]").reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: its value file charts/web/none.yaml does"
                + " not exist. What it declares is unknown.");
  }

  @Test
  void severalSourcesShareValues() throws IOException {
    String application =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: web, namespace: argocd}
        spec:
          destination: {name: in-cluster, namespace: shop}
          source: {repoURL: "https://example.com/hidden", path: hidden}
          sources:
          - {repoURL: "https://github.com/shop/platform", ref: here}
          - {repoURL: "https://github.com/shop/other", ref: there}
          - repoURL: https://github.com/shop/platform
            path: charts/web
            helm: {valueFiles: ['$%s/values/prod/y.yaml']}
          - {repoURL: "https://charts.example.com", chart: redis, targetRevision: 1.0.0}
        """;

    ArgoFixture here = helm("", "argo/web.yaml", application.formatted("here"));

    assertThat(here.data("web")).contains("a=last");
    assertThat(here.reasons())
        .containsExactly(
            "The chart redis of the Application argocd/web was not rendered:"
                + " https://charts.example.com may not be fetched; if you trust it, add it to fetch"
                + " in the agent's drift.yaml. What it declares is unknown.");

    assertThat(helm("", "argo/web.yaml", application.formatted("there")).reasons())
        .contains(
            "The Application argocd/web was not rendered: its value file $there/values/prod/y.yaml is"
                + " in another repository, or at another revision. What it declares is unknown.");
  }

  @Test
  void whatIsRandomIsNotCompared() throws IOException {
    ArgoFixture argo =
        helm(
            "",
            "charts/web/templates/random.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: random}\ndata: {a: '{{ randAlphaNum 16 }}'}\n");

    assertThat(argo.names()).contains("ConfigMap shop/web").doesNotContain("ConfigMap shop/random");
    assertThat(argo.rendered().unrendered())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.reason())
                  .isEqualTo(
                      "The Application argocd/web renders the ConfigMap random differently each time,"
                          + " so it cannot be compared: its template uses random values or the time.");
              assertThat(it.place().file()).isEqualTo("charts/web/templates/random.yaml");
            });
  }

  @Test
  void packsChartsOfTheRepositoryAndFetchesNone() throws IOException {
    String[] library = {
      "charts/library/Chart.yaml", "apiVersion: v2\nname: library\nversion: 1.0.0\n",
      "charts/library/templates/library.yaml",
          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: library}\n"
    };
    String chart =
        """
        apiVersion: v2
        name: web
        version: 1.0.0
        dependencies: [{name: library, version: 1.0.0, repository: '%s'}]
        """;

    ArgoFixture local =
        helm(
            "",
            "charts/web/Chart.yaml",
            chart.formatted("file://../library"),
            library[0],
            library[1],
            library[2],
            library[3]);

    assertThat(local.reasons()).isEmpty();
    assertThat(local.names()).contains("ConfigMap shop/library", "ConfigMap shop/web");

    assertThat(
            helm("", "charts/web/Chart.yaml", chart.formatted("https://charts.example.com"))
                .reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: its chart depends on library, which is not"
                + " in charts/, and https://charts.example.com may not be fetched; if you trust it,"
                + " add it to fetch in the agent's drift.yaml. What it declares is unknown.");
  }

  private static final String WEB_CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
  private static final String LIBRARY_CHART = "apiVersion: v2\nname: library\nversion: 1.0.0\n";
  private static final String LIBRARY =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: library}\n";

  /// The chart with another one in `charts/library`.
  private static ArgoFixture withLibrary(String... more) throws IOException {
    List<String> files =
        new ArrayList<>(
            List.of(
                "charts/library/Chart.yaml",
                LIBRARY_CHART,
                "charts/library/templates/library.yaml",
                LIBRARY));
    files.addAll(List.of(more));
    return helm("", files.toArray(String[]::new));
  }

  private static void assertUnknown(ArgoFixture argo, String why) {
    assertThat(argo.reasons().stream().filter(it -> it.contains("argocd/web")))
        .containsExactly(
            "The Application argocd/web was not rendered: %s. What it declares is unknown."
                .formatted(why));
    assertThat(argo.names()).doesNotContain("ConfigMap shop/web");
  }

  @Test
  void whatAnAddedChartMakesLeadsToItsFile() throws IOException {
    ArgoFixture argo =
        withLibrary(
            "charts/web/Chart.yaml",
            WEB_CHART
                + "dependencies: [{name: library, version: ^1.0.0, repository: 'file://../library'}]\n");

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.manifest("ConfigMap", "library").origin().start())
        .hasToString("charts/library/templates/library.yaml:1:1 (rendered by helm)");
  }

  /// Helm packs a chart without what its .helmignore names.
  @Test
  void leavesOutWhatAnAddedChartIgnores() throws IOException {
    String[] files = {
      "charts/web/Chart.yaml",
      WEB_CHART
          + "dependencies: [{name: library, version: 1.0.0, repository: 'file://../library'}]\n",
      "charts/library/.helmignore",
      "# drafts\n/templates/draft.yaml\n*.bak\nold/\n",
      "charts/library/templates/draft.yaml",
      LIBRARY.replace("library", "draft"),
      "charts/library/templates/one.yaml.bak",
      LIBRARY.replace("library", "bak"),
      "charts/library/templates/old/two.yaml",
      LIBRARY.replace("library", "old"),
      "charts/library/templates/.hidden.yaml",
      LIBRARY.replace("library", "hidden")
    };

    assertThat(withLibrary(files).names())
        .containsExactly(
            "ConfigMap shop/library",
            "ConfigMap shop/web",
            "CustomResourceDefinition /widgets.example.com");

    files[3] = "*.yaml\n!templates/library.yaml\n";
    assertUnknown(
        withLibrary(files),
        "charts/library/.helmignore has a rule with ! or **, which helm does not read as Git does;"
            + " remove it");
  }

  /// As helm does: it adds what a chart lists, and nothing of what that lists.
  @Test
  void addsNoChartsOfAddedCharts() throws IOException {
    ArgoFixture argo =
        withLibrary(
            "charts/web/Chart.yaml",
            WEB_CHART
                + "dependencies: [{name: library, version: 1.0.0, repository: 'file://../library'}]\n",
            "charts/library/Chart.yaml",
            LIBRARY_CHART
                + "dependencies: [{name: deep, version: 1.0.0, repository: 'file://../deep'}]\n",
            "charts/deep/Chart.yaml",
            "apiVersion: v2\nname: deep\nversion: 1.0.0\n",
            "charts/deep/templates/deep.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: deep}\n");

    assertThat(argo.names())
        .contains("ConfigMap shop/library", "ConfigMap shop/web")
        .doesNotContain("ConfigMap shop/deep");
  }

  /// Helm reads YAML as Go reads JSON: the case of fields does not matter. It adds to an older
  /// chart what requirements.yaml lists.
  @Test
  void requirementsAndFieldsInAnotherCaseAreRead() throws IOException {
    ArgoFixture older =
        withLibrary(
            "charts/web/Chart.yaml",
            "apiVersion: v1\nname: web\nversion: 1.0.0\n",
            "charts/web/requirements.yaml",
            "Dependencies: [{NAME: library, Version: 1.0.0, Repository: 'file://../library'}]\n",
            "charts/web/requirements.lock",
            "dependencies: [{name: library, version: 1.0.0, repository: 'file://../library'}]\n");

    assertThat(older.reasons()).isEmpty();
    assertThat(older.names()).contains("ConfigMap shop/library", "ConfigMap shop/web");

    assertUnknown(
        withLibrary(
            "charts/web/Chart.yaml",
            WEB_CHART
                + "dependencies: [{name: library, version: 1.0.0, repository: 'file://../library'}]\n",
            "charts/web/requirements.yaml",
            "dependencies: [{name: other, version: 1.0.0, repository: 'file://../library'}]\n"),
        "its chart lists dependencies both in Chart.yaml and in requirements.yaml; delete"
            + " requirements.yaml");
    assertUnknown(
        withLibrary(
            "charts/web/Chart.yaml",
            WEB_CHART
                + "dependencies: [{name: library, version: 1.0.0, repository: 'file://../library',"
                + " Repository: 'file:///etc'}]\n"),
        "its chart has both repository and Repository in one mapping; delete one of them");
  }

  /// `helm dependency build` would read them.
  @Test
  void noChartOfThisMachineIsADependency(@TempDir Path machine) throws IOException {
    Path chart = Files.createDirectories(machine.resolve("library/templates"));
    Files.writeString(machine.resolve("library/Chart.yaml"), LIBRARY_CHART);
    Files.writeString(chart.resolve("leak.yaml"), LIBRARY.replace("library", "leaked"));
    String outside = "file://%s/library".formatted(machine);
    String lock = "dependencies: [{name: library, version: 1.0.0, repository: '%s'}]\n";
    String inside =
        WEB_CHART
            + "dependencies: [{name: library, version: 1.0.0, repository: 'file://../library'}]\n";

    assertUnknown(
        withLibrary(
            "charts/web/Chart.yaml",
            WEB_CHART
                + "dependencies: [{name: library, version: 1.0.0, Repository: '%s'}]\n"
                    .formatted(outside)),
        "its chart depends on library from %s, which is not a chart of this repository"
            .formatted(outside));
    for (String repository : List.of(outside, "oci://localhost:9555/x")) {
      assertUnknown(
          withLibrary(
              "charts/web/Chart.yaml", inside, "charts/web/Chart.lock", lock.formatted(repository)),
          "its chart depends on library from file://../library, and its Chart.lock does not; run"
              + " helm dependency update and commit Chart.lock");
    }
    assertThat(
            withLibrary(
                    "charts/web/Chart.yaml",
                    inside,
                    "charts/web/Chart.lock",
                    lock.formatted("file://../library"))
                .names())
        .contains("ConfigMap shop/library", "ConfigMap shop/web");
  }

  @Test
  void aMissingDependencyIsNamed() throws IOException {
    String chart = WEB_CHART + "dependencies: [{name: library, version: %s, repository: '%s'}]\n";

    assertUnknown(
        helm("", "charts/web/Chart.yaml", chart.formatted("1.0.0", "")),
        "its chart depends on library, which is not in charts/; run helm dependency build and commit"
            + " charts/");
    assertUnknown(
        helm("", "charts/web/Chart.yaml", chart.formatted("1.0.0", "file://../library")),
        "its chart depends on library from file://../library, which is not a chart of this"
            + " repository");
    assertUnknown(
        withLibrary("charts/web/Chart.yaml", chart.formatted("2.0.0", "file://../library")),
        "its chart depends on version 2.0.0 of library, and charts/library/Chart.yaml has version"
            + " 1.0.0");
  }

  /// Helm takes the name that Argo CD passes for a Go template.
  @Test
  void aReleaseNameIsNoTemplate() throws IOException {
    for (String name :
        List.of("{{ getHostByName \"x\" }}", "{{ env \"HOME\" }}", "-h", "A", "a_b")) {
      assertUnknown(
          helm("releaseName: '%s'".formatted(name)),
          "its release cannot have the name %s: at most 53 lowercase letters, digits, hyphens and dots"
              .formatted(name.replaceAll("[{} \"]", "?")));
    }
    String longName = "a".repeat(54);
    assertUnknown(
        helm("releaseName: " + longName),
        "its release cannot have the name %s: at most 53 lowercase letters, digits, hyphens and dots"
            .formatted(longName));
    ArgoFixture named =
        helm(
            "",
            "argo/web.yaml",
            ArgoFixture.application("'{{ `web` }}x'", "path: charts/web, helm: {}"));
    assertThat(named.names()).isEmpty();
  }

  /// Helm takes `-` for its standard input, and what looks like a URL for one.
  @Test
  void pathsOfValuesAreOnlyPaths() throws IOException {
    assertThat(helm("valueFiles: ['/-']", "-", "a: dash\n").data("web")).contains("a=dash");
    assertThat(helm("fileParameters: [{name: a, path: '/-'}]", "-", "dash").data("web"))
        .contains("a=dash");
    assertThat(
            helm(
                    "valueFiles: ['/https:/127.0.0.1:9/v.yaml']",
                    "https:/127.0.0.1:9/v.yaml",
                    "a: b\n")
                .data("web"))
        .contains("a=b");
  }

  @Test
  void foldersBetweenOthersMayBeMany() throws IOException {
    assertThat(
            helm("valueFiles: ['/envs/**/prod/*.yaml']", "envs/eu/prod/v.yaml", "a: eu\n")
                .data("web"))
        .contains("a=eu");
  }

  @Test
  void hooksWithoutANameAreListed() throws IOException {
    ArgoFixture argo =
        helm(
            "",
            "charts/web/templates/hook.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata:
              generateName: migrate-
              annotations: {argocd.argoproj.io/hook: PreSync}
            """);

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names()).contains("ConfigMap shop/web");
    assertThat(argo.rendered().skipped())
        .extracting(it -> it.place().file(), it -> it.reason())
        .contains(
            tuple(
                "charts/web/templates/hook.yaml",
                "Argo CD runs the Job with the generateName migrate- as a hook"
                    + " (argocd.argoproj.io/hook: PreSync), so it is not compared."));
  }

  @Test
  void whatIsNoHookAndHasNoNameIsLeftOut() throws IOException {
    ArgoFixture argo =
        helm(
            "",
            "charts/web/templates/job.yaml",
            "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: migrate-}\n");

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names()).contains("ConfigMap shop/web");
    assertThat(argo.rendered().skipped())
        .extracting(it -> it.place().file(), it -> it.reason())
        .contains(
            tuple(
                "charts/web/templates/job.yaml",
                "Argo CD creates another Job with the generateName migrate- at each sync, so it is"
                    + " not compared."));
  }

  /// Helm splits `a,/etc/passwd` into two files.
  @Test
  void noFileOfThisMachineIsAValue(@TempDir Path machine) throws IOException {
    Path secret = Files.writeString(machine.resolve("secret.yaml"), "a: leaked\n");
    String hostile = "charts/web/a," + secret.toString().substring(1);

    for (ArgoFixture argo :
        List.of(
            helm("valueFiles: ['a,%s']".formatted(secret), hostile, "a: b\n", "charts/web/a", ""),
            helm("valueFiles: ['a,**/*.yaml']", hostile, "a: b\n", "charts/web/a", ""),
            helm("fileParameters: [{name: 'a=%s,b', path: one.yaml}]".formatted(secret)),
            helm(
                "",
                "charts/web/Chart.yaml",
                "apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n"
                    + "- {name: x, version: 1.0.0, repository: 'file://%s'}\n"
                        .formatted(machine)))) {
      assertThat(argo.names()).isEmpty();
      assertThat(argo.reasons()).singleElement().asString().contains("was not rendered");
    }
  }

  @Test
  void whatHelmRefusesIsUnknown() throws IOException {
    ArgoFixture argo = helm("", "charts/web/templates/bad.yaml", "{{ fail \"no password\" }}\n");

    assertThat(argo.names()).isEmpty();
    assertThat(argo.reasons())
        .singleElement()
        .asString()
        .startsWith("The Application argocd/web was not rendered: helm ended with exit code 1:")
        .contains("no password");
  }

  /// Two runs are of the same day, and Argo CD rendered on another one.
  @Test
  void whatDependsOnTheTimeIsUnknown() throws IOException {
    ArgoFixture argo =
        helm(
            "",
            "charts/web/templates/_day.tpl",
            "{{ define \"day\" }}{{ now | date \"2006-01-02\" }}{{ end }}",
            "charts/web/templates/day.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: day}
            data: {day: '{{ include "day" . }}'}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: draw}
            data: {minute: "{{ randInt 7 8 }}"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: revision}
            data: {revision: "{{ .Release.Revision }}"}
            """);

    assertThat(argo.names()).contains("ConfigMap shop/revision");
    assertThat(argo.data("revision")).containsExactly("revision=1");
    assertThat(argo.reasons())
        .containsExactly(
            "The Application argocd/web renders the ConfigMap day differently each time, so it"
                + " cannot be compared: its template uses random values or the time.",
            "The Application argocd/web renders the ConfigMap draw differently each time, so it"
                + " cannot be compared: its template uses random values or the time.");
  }

  /// A number from elsewhere would not be a position of the list.
  @Test
  void anItemOfAListIsDrawnFromTheList() throws IOException {
    ArgoFixture argo =
        helm(
            "",
            "charts/web/templates/zone.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: zone}
            data: {zone: '{{ index (list "a") (randInt 0 1) }}'}
            """);

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.data("zone")).containsExactly("zone=a");
  }
}
