package dev.drift.source.argo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.source.DecryptionKeys;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Applications that the real sops encrypted. The key is of these tests only.
class EncryptedApplicationTest {
  private static final String KEY =
      "AGE-SECRET-KEY-12G40E38JDVHZHPQH8WC0T89QDKH7CXFQEWECYG28C8427N4WLL5Q85C0VR";
  private static final String RECIPIENT =
      "age1m90z3v67vmve8yzvpj7ya7996u9yghna4ax8j9zxz97pn9t3ps6q6x4fx6";

  private static final String WHY =
      "its spec holds encrypted values, which would get into objects that are not encrypted; move"
          + " them to a Secret";

  @TempDir Path temp;

  private String encrypt(String yaml, String fields) throws IOException, InterruptedException {
    Path file = Files.writeString(temp.resolve("plain.yaml"), yaml);
    Process sops =
        new ProcessBuilder(
                List.of(
                    Renderer.SOPS.path().toString(),
                    "encrypt",
                    "--age",
                    RECIPIENT,
                    "--encrypted-regex",
                    "^(%s)$".formatted(fields),
                    file.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String encrypted = new String(sops.getInputStream().readAllBytes(), UTF_8);
    assertThat(sops.waitFor()).isZero();
    assertThat(encrypted).contains("ENC[");
    return encrypted;
  }

  private static ArgoFixture render(String source) throws IOException {
    return ArgoFixture.of(
        ArgoFixture.REPOSITORY,
        new ArgoFixture.EmptyCluster(),
        () -> new DecryptionKeys.Answer.Keys(KEY),
        "argo/web.yaml",
        source,
        "charts/web/Chart.yaml",
        "apiVersion: v2\nname: web\nversion: 1.0.0\n",
        "charts/web/templates/map.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: '{{ .Values.a }}'}\n",
        "apps/a.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
  }

  private static void assertShowsNothing(ArgoFixture argo) {
    assertThat(argo.names()).containsExactly("ConfigMap /a");
    assertThat(argo.reasons() + " " + argo.skipped() + " " + argo.rendered().problems())
        .doesNotContain("hunter2");
  }

  @Test
  void isNotRendered() throws Exception {
    String application =
        ArgoFixture.application("web", "path: charts/web, helm: {values: 'a: hunter2'}");

    ArgoFixture argo = render(encrypt(application, "values"));

    assertShowsNothing(argo);
    assertThat(argo.reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: %s. What it declares is unknown."
                .formatted(WHY));
  }

  /// Its URL is not among the repositories that this run does not read.
  @Test
  void itsUrlIsNotShown() throws Exception {
    String application =
        ArgoFixture.application("web", "path: apps")
            .replace("https://github.com/shop/platform", "https://hunter2.example.com/x");

    ArgoFixture argo = render(encrypt(application, "repoURL"));

    assertThat(argo.reasons().toString()).doesNotContain("hunter2");
    assertThat(argo.reasons())
        .contains(
            "The Application argocd/web was not rendered: %s. What it declares is unknown."
                .formatted(WHY));
  }

  @Test
  void noApplicationIsMadeOfAnEncryptedSet() throws Exception {
    String set =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: ApplicationSet
        metadata: {name: all, namespace: argocd}
        spec:
          generators: [{list: {elements: [{name: web, password: hunter2}]}}]
          template:
            metadata: {name: '{{name}}'}
            spec:
              destination: {name: in-cluster, namespace: shop}
              source:
                repoURL: "https://github.com/shop/platform"
                path: charts/web
                helm: {values: 'a: {{password}}'}
        """;

    ArgoFixture argo = render(encrypt(set, "password"));

    assertThat(argo.names()).containsExactly("ConfigMap /a");
    assertThat(argo.reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: %s. What they declare is unknown."
                .formatted(WHY));
  }

  /// What it says gets into labels, annotations and sentences.
  @Test
  void encryptedSettingsAreNotKnown() throws Exception {
    String settings =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: argocd-cm, namespace: argocd}
        data:
          kustomize.buildOptions: --hunter2
          installationID: hunter2
          application.instanceLabelKey: hunter2
          application.resourceTrackingMethod: annotation+label
        """;

    ArgoFixture argo =
        ArgoFixture.of(
            ArgoFixture.REPOSITORY,
            new ArgoFixture.EmptyCluster(),
            () -> new DecryptionKeys.Answer.Keys(KEY),
            "argo/cm.yaml",
            encrypt(settings, "data"),
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/kustomization.yaml",
            "resources: [a.yaml]\n",
            "apps/a.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names()).containsExactly("ConfigMap argocd/argocd-cm", "ConfigMap shop/a");
    assertThat(argo.manifest("ConfigMap", "a").content().toString()).doesNotContain("hunter2");
  }
}
