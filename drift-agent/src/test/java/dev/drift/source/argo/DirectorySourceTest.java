package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Folders of manifests, as Argo CD takes them.
class DirectorySourceTest {
  private static String configMap(String name) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\n".formatted(name);
  }

  private static ArgoFixture directory(String options) throws IOException {
    return ArgoFixture.of(
        "argo/web.yaml",
        ArgoFixture.application("web", "path: apps" + options),
        "apps/a.yaml",
        configMap("a"),
        "apps/b.yml",
        configMap("b"),
        "apps/c.json",
        "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"c\"}}",
        "apps/list.yaml",
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: ConfigMap, metadata: {name: l1}}
        - {apiVersion: v1, kind: ConfigMap, metadata: {name: l2}}
        """,
        "apps/other.yaml",
        "just: [values\n",
        "apps/skipped.yaml",
        "# +argocd:skip-file-rendering\n" + configMap("skipped"),
        "apps/inner/d.yaml",
        configMap("d"),
        "apps/inner/secret/e.yaml",
        configMap("e"));
  }

  private static String[] inShop(String... names) {
    String[] all = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      all[i] = "ConfigMap shop/" + names[i];
    }
    return all;
  }

  @Test
  void takesTheFilesOfTheFolderOnly() throws IOException {
    ArgoFixture argo = directory("");

    assertThat(argo.names().stream().filter(it -> it.contains("shop/")))
        .containsExactly(inShop("a", "b", "c", "l1", "l2"));
    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.rendered().problems()).isEmpty();
    assertThat(argo.skipped())
        .contains("Argo CD skips the file: it contains +argocd:skip-file-rendering.");
  }

  @Test
  void recursesIfItIsAskedTo() throws IOException {
    assertThat(directory(", directory: {recurse: true}").names())
        .containsExactly(inShop("a", "b", "c", "d", "e", "l1", "l2"));
  }

  /// `*` matches `/` too; exclude beats include.
  @Test
  void includesAndExcludes() throws IOException {
    assertThat(
            directory(
                    ", directory: {recurse: true, include: '{a,inner/*}.yaml', exclude: '*secret*'}")
                .names()
                .stream()
                .filter(it -> it.contains("shop/")))
        .containsExactly(inShop("a", "d"));
  }

  @Test
  void doesNotEvaluateJsonnet() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/a.yaml",
            configMap("a"),
            "apps/b.jsonnet",
            "{apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'b'}}");

    assertThat(argo.names()).containsExactly("ConfigMap shop/a");
    assertThat(argo.rendered().unrendered())
        .extracting(it -> it.place().file(), it -> it.reason())
        .containsExactly(
            tuple(
                "apps/b.jsonnet",
                "Jsonnet, which Drift does not evaluate. What it declares is unknown."));
  }

  /// Argo CD applies nothing of it.
  @Test
  void aBrokenManifestMakesAllOfItUnknown() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/a.yaml",
            configMap("a"),
            "apps/b.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: [}\n");

    assertThat(argo.names()).isEmpty();
    assertThat(argo.reasons())
        .singleElement()
        .asString()
        .startsWith("The Application argocd/web was not rendered: apps/b.yaml:3")
        .endsWith("What it declares is unknown.");
  }

  @Test
  void hooksAreListedAlsoWithoutAName() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/a.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata:
              generateName: migrate-
              annotations: {argocd.argoproj.io/hook: PreSync}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a}
            """,
            "apps/b.yaml",
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: batch/v1
              kind: Job
              metadata: {generateName: seed-, annotations: {helm.sh/hook: post-install}}
            - apiVersion: batch/v1
              kind: Job
              metadata: {name: smoke, annotations: {argocd.argoproj.io/hook: PostSync}}
            """);

    assertThat(argo.names()).containsExactly("ConfigMap shop/a");
    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.rendered().problems()).isEmpty();
    assertThat(argo.rendered().skipped())
        .extracting(it -> it.place().file(), it -> it.place().line(), it -> it.reason())
        .containsExactly(
            tuple(
                "apps/a.yaml",
                1,
                "Argo CD runs the Job with the generateName migrate- as a hook"
                    + " (argocd.argoproj.io/hook: PreSync), so it is not compared."),
            tuple(
                "apps/b.yaml",
                4,
                "Argo CD runs the Job with the generateName seed- as a hook (helm.sh/hook:"
                    + " post-install), so it is not compared."),
            tuple(
                "apps/b.yaml",
                7,
                "Argo CD runs the Job smoke as a hook (argocd.argoproj.io/hook: PostSync), so it is"
                    + " not compared."));
  }

  /// Argo CD creates it and does not apply it.
  @Test
  void whatIsNoHookAndHasNoNameIsLeftOut() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/a.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {generateName: migrate-}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a}
            """);

    assertThat(argo.names()).containsExactly("ConfigMap shop/a");
    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.rendered().problems()).isEmpty();
    assertThat(argo.rendered().skipped())
        .extracting(it -> it.place().file(), it -> it.place().line(), it -> it.reason())
        .containsExactly(
            tuple(
                "apps/a.yaml",
                1,
                "Argo CD creates another Job with the generateName migrate- at each sync, so it is"
                    + " not compared."));
  }

  @Test
  void whatHasNeitherNameNorGenerateNameIsInvalid() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/a.yaml",
            "apiVersion: batch/v1\nkind: Job\nmetadata: {labels: {a: b}}\n");

    assertThat(argo.names()).isEmpty();
    assertThat(argo.reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: apps/a.yaml:3: the Job has no"
                + " metadata.name; add one. What it declares is unknown.");
  }

  /// This took years.
  @Test
  void aGlobTakesNotForEver() {
    String path = "apps/%s.yaml".formatted("a".repeat(200));

    ArgoFixture argo =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1),
            () ->
                ArgoFixture.of(
                    "argo/web.yaml",
                    ArgoFixture.application(
                        "web", "path: apps, directory: {include: '{*a*a*a*a*a*a*a*a*a*a*a*b,*c}'}"),
                    path,
                    configMap("a"),
                    "apps/c.yaml",
                    configMap("c")));

    assertThat(argo.names()).doesNotContain("ConfigMap shop/a", "ConfigMap shop/c");
    assertThat(argo.reasons()).isEmpty();
  }
}
