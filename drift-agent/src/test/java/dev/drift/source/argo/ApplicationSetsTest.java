package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Applications that an ApplicationSet makes; each deploys one ConfigMap, whose tracking names it.
class ApplicationSetsTest {
  private static String set(String generator, String name, String path, String more) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: ApplicationSet
    metadata: {name: all, namespace: argocd}
    spec:
      generators:
      - %s
      %s
      template:
        metadata: {name: '%s'}
        spec:
          destination: {name: in-cluster, namespace: shop}
          source: {repoURL: "https://github.com/shop/platform", path: '%s'}
    """
        .formatted(generator, more, name, path);
  }

  private static ArgoFixture render(String set) throws IOException {
    return ArgoFixture.of(
        "argo/all.yaml",
        set,
        "apps/one/config.json",
        "{\"team\": {\"name\": \"red\"}, \"size\": 3}",
        "apps/one/o.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n",
        "apps/Two_2/config.json",
        "{\"team\": {\"name\": \"blue\"}, \"size\": 4}",
        "apps/Two_2/t.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\n",
        "apps/.hidden/h.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: hidden}\n");
  }

  /// Of the objects that Applications deploy, the application and the name.
  private static List<String> deployed(ArgoFixture argo) {
    return argo.rendered().manifests().stream()
        .filter(it -> it.kind().equals("ConfigMap") && it.namespace().equals("shop"))
        .map(
            it ->
                it.content()
                    .object("metadata")
                    .object("annotations")
                    .text("argocd.argoproj.io/tracking-id")
                    .orElse("")
                    .replaceFirst(":.*/", " "))
        .sorted()
        .toList();
  }

  @Test
  void listElements() throws IOException {
    ArgoFixture argo =
        render(
            set(
                "list: {elements: [{app: one, values: {prefix: x}}, {app: Two_2, values: {prefix: z}}]}",
                "{{values.prefix}}-{{ app }}",
                "apps/{{app}}",
                ""));

    assertThat(argo.reasons()).isEmpty();
    assertThat(deployed(argo)).containsExactly("x-one one", "z-Two_2 two");
    assertThat(argo.manifest("ConfigMap", "one").origin().files())
        .containsExactly("apps/one/o.yaml", "argo/all.yaml");
  }

  @Test
  void directoriesOfGit() throws IOException {
    String generator =
        "git: {repoURL: 'https://github.com/shop/platform', revision: HEAD, directories: [{path: 'apps/*'}%s]}";

    assertThat(
            deployed(
                render(
                    set(
                        generator.formatted(""),
                        "{{path.basenameNormalized}}-{{path[0]}}",
                        "{{path}}",
                        ""))))
        .as("hidden folders are left out")
        .containsExactly("one-apps one", "two-2-apps two");
    assertThat(
            deployed(
                render(
                    set(
                        generator.formatted(", {path: apps/one, exclude: true}"),
                        "{{ .path.basename }}",
                        "{{.path.path}}",
                        "goTemplate: true"))))
        .containsExactly("Two_2 two");
  }

  @Test
  void filesOfGit() throws IOException {
    String generator =
        "git: {repoURL: 'https://github.com/shop/platform', files: [{path: 'apps/**/config.json'}]%s}";

    assertThat(
            deployed(
                render(
                    set(
                        generator.formatted(", values: {full: '{{team.name}}-{{path.filename}}'}"),
                        "{{values.full}}-{{size}}",
                        "{{path}}",
                        ""))))
        .containsExactly("blue-config.json-4 two", "red-config.json-3 one");
    assertThat(
            deployed(
                render(
                    set(
                        generator.formatted(", pathParamPrefix: at"),
                        "{{ .team.name }}-{{ .size }}",
                        "{{ .at.path.path }}",
                        "goTemplate: true"))))
        .containsExactly("blue-4 two", "red-3 one");
  }

  /// The second generator of a matrix sees what the first one gives.
  @Test
  void matrixOfTwo() throws IOException {
    String generator =
        "matrix: {generators: [{list: {elements: [{dir: one}, {dir: Two_2}]}},"
            + " {git: {repoURL: 'https://github.com/shop/platform', files: [{path: 'apps/%s/config.json'}]}}]}";

    assertThat(
            deployed(
                render(
                    set(
                        generator.formatted("{{dir}}"),
                        "{{dir}}-{{team.name}}",
                        "apps/{{dir}}",
                        ""))))
        .containsExactly("Two_2-blue two", "one-red one");
    assertThat(
            deployed(
                render(
                    set(
                        generator.formatted("{{ .dir }}"),
                        "{{ .dir }}-{{ .team.name }}",
                        "apps/{{ .dir }}",
                        "goTemplate: true"))))
        .containsExactly("Two_2-blue two", "one-red one");
  }

  @Test
  void mergeByKeys() throws IOException {
    String generator =
        "merge: {mergeKeys: [dir], generators: [{list: {elements: [{dir: one, team: a}, {dir: Two_2, team: a}]}},"
            + " {list: {elements: [{dir: one, team: b}, {dir: three, team: c}]}}]}";

    assertThat(deployed(render(set(generator, "{{dir}}-{{team}}", "apps/{{dir}}", ""))))
        .containsExactly("Two_2-a two", "one-b one");
  }

  @Test
  void saysWhatGitAloneDoesNotDecide() throws IOException {
    assertThat(render(set("clusters: {}", "{{name}}", "apps/one", "")).reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: the clusters"
                + " generator depends on more than this repository, and the cluster has no"
                + " Application of it. What they declare is unknown.");
    assertThat(
            render(
                    set(
                        "list: {elements: [{app: one}]}",
                        "{{ .app | upper }}",
                        "apps/one",
                        "goTemplate: true"))
                .reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: its template has {{"
                + " .app | upper }}, and Drift fills in nothing but fields such as {{"
                + " .path.basename }}, and the cluster has no Application of it. What they declare"
                + " is unknown.");
    assertThat(
            render(
                    set(
                        "list: {elements: [{app: one}]}",
                        "{{ .none }}",
                        "apps/one",
                        "goTemplate: true"))
                .reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: its generator has no"
                + " parameter none, and the cluster has no Application of it. What they declare is"
                + " unknown.");
    assertThat(
            render(
                    set(
                        "list: {elements: [{app: one}]}",
                        "{{app}}",
                        "apps/one",
                        "templatePatch: 'spec: {}'"))
                .reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: it has a"
                + " templatePatch, which Drift does not apply, and the cluster has no Application"
                + " of it. What they declare is unknown.");
    assertThat(
            render(
                    set(
                        "git: {repoURL: 'https://github.com/shop/other', directories: [{path: 'apps/*'}]}",
                        "{{path.basename}}",
                        "{{path}}",
                        ""))
                .reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: the git generator"
                + " reads another repository, which Drift does not, and the cluster has no"
                + " Application of it. What they declare is unknown.");
  }

  /// A generator that gives nothing hides how often it was asked.
  @Test
  void whatTakesTooLongIsUnknown() {
    String many =
        IntStream.range(0, 2_000).mapToObj("{k%d: x}"::formatted).collect(Collectors.joining(","));
    String list = "{list: {elements: [%s]}}".formatted(many);
    String nothing = "{list: {elements: []}}";
    String matrix =
        "matrix: {generators: [%s, {matrix: {generators: [%s, %s]}}]}"
            .formatted(list, list, nothing);

    ArgoFixture argo =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1), () -> render(set(matrix, "{{dir}}", "apps/{{dir}}", "")));

    assertThat(argo.reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: its generators take"
                + " too long to evaluate; simplify them, and the cluster has no Application of it."
                + " What they declare is unknown.");
  }

  @Test
  void aGlobOfFoldersTakesNotForEver() {
    String folder = "a".repeat(200);
    String generator =
        "git: {repoURL: 'https://github.com/shop/platform', directories: [{path: '*a*a*a*a*a*a*a*a*b*'}]}";

    ArgoFixture argo =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1),
            () ->
                ArgoFixture.of(
                    "argo/all.yaml",
                    set(generator, "{{path.basename}}", "{{path}}", ""),
                    folder + "/a.yaml",
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"));

    assertThat(deployed(argo)).isEmpty();
    assertThat(argo.reasons()).isEmpty();
  }
}
