package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Hooks of Argo CD in files that no Application of this repository deploys.
class HooksInFilesTest {
  private static final String HOOKS =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: migrate
        namespace: shop
        annotations: {argocd.argoproj.io/hook: PreSync}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: ordinary
        namespace: shop
        annotations: {argocd.argoproj.io/sync-wave: "1"}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: of-helm
        namespace: shop
        annotations: {helm.sh/hook: pre-install}
      """;

  private static final String RUN =
      "Argo CD runs the Job shop/migrate as a hook (argocd.argoproj.io/hook: PreSync), so it is not"
          + " compared.";

  @Test
  void areDeclaredAndNotCompared() throws IOException {
    ArgoFixture argo = ArgoFixture.of("shop/all.yaml", HOOKS);

    assertThat(argo.names())
        .as("kubectl applies a hook of Helm like any other object")
        .containsExactly("ConfigMap shop/of-helm", "ConfigMap shop/ordinary");
    assertThat(argo.elsewhere()).containsExactly("Job shop/migrate");
    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.rendered().skipped())
        .extracting(it -> it.place().toString(), it -> it.reason())
        .containsExactly(tuple("shop/all.yaml:1:1", RUN));
  }

  @Test
  void needNoName() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "shop/job.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {generateName: migrate-, annotations: {argocd.argoproj.io/hook: Sync}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {generateName: other-}
            """);

    assertThat(argo.skipped())
        .containsExactly(
            "Argo CD runs the Job with the generateName migrate- as a hook"
                + " (argocd.argoproj.io/hook: Sync), so it is not compared.");
    assertThat(argo.rendered().problems())
        .extracting(it -> it.message())
        .as("kubectl apply refuses it")
        .containsExactly(
            "shop/job.yaml:7: the Job has generateName and no name, so no live object can be"
                + " matched to it; give it a name.");
  }

  @Test
  void ofAKustomizationTheSame() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "shop/kustomization.yaml",
            "resources: [all.yaml]\nnamePrefix: my-\n",
            "shop/all.yaml",
            HOOKS);

    assertThat(argo.names())
        .containsExactly("ConfigMap shop/my-of-helm", "ConfigMap shop/my-ordinary");
    assertThat(argo.elsewhere()).containsExactly("Job shop/my-migrate");
    assertThat(argo.skipped()).containsExactly(RUN.replace("shop/migrate", "shop/my-migrate"));
  }

  /// It deploys them to another namespace than the file says, so the file declares nothing.
  @Test
  void ofAnApplicationAreItsOwn() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: shop"),
            "shop/all.yaml",
            HOOKS.replace("  namespace: shop\n", ""));

    assertThat(argo.names()).containsExactly("ConfigMap shop/ordinary");
    assertThat(argo.elsewhere()).containsExactly("ConfigMap shop/of-helm", "Job shop/migrate");
    assertThat(argo.skipped())
        .containsExactly(
            "Argo CD runs the Job migrate as a hook (argocd.argoproj.io/hook: PreSync), so it is"
                + " not compared.",
            "Argo CD runs the ConfigMap of-helm as a hook (helm.sh/hook: pre-install), so it is not"
                + " compared.");
  }
}
