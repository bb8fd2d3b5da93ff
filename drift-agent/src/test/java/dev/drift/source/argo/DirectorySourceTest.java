package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
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
}
