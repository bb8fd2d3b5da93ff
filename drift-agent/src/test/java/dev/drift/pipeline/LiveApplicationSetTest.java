package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.git.GitRepo;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.model.Skipped;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// An ApplicationSet that only a real API server resolves. No controller runs: the test makes the
/// Application as Argo CD does.
@Tag("cluster")
class LiveApplicationSetTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: %2$s.argoproj.io}
      spec:
        group: argoproj.io
        scope: Namespaced
        names: {kind: %1$s, listKind: %1$sList, plural: %2$s}
        versions:
        - name: v1alpha1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
                status: {type: object, x-kubernetes-preserve-unknown-fields: true}
      ---
      """;

  private static final String DEFINITIONS =
      DEFINITION.formatted("Application", "applications")
          + DEFINITION.formatted("ApplicationSet", "applicationsets");

  private static final String SET =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      metadata: {name: all, namespace: appset}
      spec:
        generators: [{clusters: {}}]
        template:
          metadata: {name: 'shop-{{name}}'}
          spec:
            project: default
            destination: {server: '{{server}}', namespace: appset-shop}
            source: {repoURL: "https://github.com/shop/platform", path: apps/shop}
      """;

  /// So that Applications are compared at all.
  private static final String APPLICATION =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: elsewhere, namespace: appset}
      spec:
        project: default
        destination: {server: "https://west.example.com", namespace: shop}
        source: {repoURL: "https://github.com/shop/platform", path: apps/west}
      """;

  private static final String CONFIG_MAP =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: plain}\n";

  @TempDir Path folder;

  @BeforeEach
  void define(ControlPlane plane) {
    apply(plane, DEFINITIONS);
    plane
        .kubectlWithInput(
            DEFINITIONS, "wait", "--for=condition=Established", "--timeout=60s", "-f", "-")
        .orThrow();
  }

  /// Tests share the API server.
  @AfterEach
  void remove(ControlPlane plane) {
    plane.kubectlWithInput(DEFINITIONS, "delete", "--wait", "-f", "-").orThrow();
  }

  private static void apply(ControlPlane plane, String manifests) {
    plane.kubectlWithInput(manifests, "apply", "-f", "-").orThrow();
  }

  private Report check(ControlPlane plane) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE)
        .run(
            CheckRequestBuilder.ofCluster(folder, plane.kubeconfig())
                .scope(Scope.NAMESPACES)
                .namespaces(List.of("appset", "appset-shop"))
                .build());
  }

  @Test
  void whatItsApplicationsDeployIsCompared(ControlPlane plane) {
    GitRepo repo = GitRepo.create(folder);
    repo.write("argo/set.yaml", SET)
        .write("argo/elsewhere.yaml", APPLICATION)
        .write("apps/shop/settings.yaml", CONFIG_MAP)
        .write("apps/west/settings.yaml", CONFIG_MAP)
        .commit();
    repo.git("remote", "add", "origin", "git@github.com:shop/platform.git");
    plane.kubectl("create", "namespace", "appset").orThrow();
    plane.kubectl("create", "namespace", "appset-shop").orThrow();
    apply(plane, SET + "---\n" + APPLICATION);

    assertThat(check(plane).drift()).as("it has made no Application yet").isEmpty();

    String uid =
        plane
            .kubectl("-n", "appset", "get", "applicationset/all", "-o", "jsonpath={.metadata.uid}")
            .orThrow()
            .stdout();
    apply(
        plane,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: shop-in-cluster
          namespace: appset
          ownerReferences:
          - {apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, name: all, uid: %s,
             controller: true, blockOwnerDeletion: true}
        spec:
          project: default
          destination: {server: "https://kubernetes.default.svc", namespace: appset-shop}
          source: {repoURL: "https://github.com/shop/platform", path: apps/shop}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          namespace: appset-shop
          annotations:
            argocd.argoproj.io/tracking-id: shop-in-cluster:/ConfigMap:appset-shop/settings
        data: {mode: loud}
        """
            .formatted(uid));

    Report report = check(plane);

    assertThat(report.drift())
        .as("its Application is not unmanaged")
        .extracting(LiveApplicationSetTest::line)
        .containsExactly("ConfigMap appset-shop/settings data.mode");
    assertThat(report.skipped())
        .extracting(Skipped::reason)
        .contains(
            "The ApplicationSet appset/all is not resolved from Git: the clusters generator depends"
                + " on more than this repository. Its Application was read from the cluster; it is"
                + " itself not compared. Files below apps/shop that no Application deploys are not"
                + " compared either.");
  }

  private static String line(Finding.Drift finding) {
    return "%s %s".formatted(finding.resource().id(), finding.path());
  }
}
