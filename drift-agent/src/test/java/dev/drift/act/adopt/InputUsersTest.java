package dev.drift.act.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.tree.MemoryTree;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Who deploys a file.
class InputUsersTest {
  private static InputUsers users(String... namesAndTexts) throws IOException {
    return InputUsers.of(SourceFiles.of(MemoryTree.of(namesAndTexts).source()));
  }

  private static String deploying(String path) {
    return """
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: {name: apps, namespace: flux-system}
    spec: {path: %s}
    """
        .formatted(path);
  }

  @Test
  void theOverlaysOfABase() throws IOException {
    InputUsers users =
        users(
            "base/kustomization.yaml", "resources: [web.yaml]",
            "one/kustomization.yaml", "{resources: [../base], patches: [{path: size.yaml}]}",
            "two/kustomization.yaml", "resources: [../base]");

    assertThat(users.of("base/web.yaml")).containsExactly("one", "two");
    assertThat(users.of("one/size.yaml")).containsExactly("one");
  }

  @Test
  void theGeneratorsThatNameAFile() throws IOException {
    InputUsers users =
        users(
            "one/kustomization.yaml",
            "configMapGenerator: [{name: a, files: [app=../shared/app.conf]}]",
            "two/kustomization.yaml",
            "secretGenerator: [{name: a, envs: [../shared/app.conf]}]");

    assertThat(users.of("shared/app.conf")).containsExactly("one", "two");
  }

  /// The clusters are not rendered together, so no rendering would show it.
  @Test
  void theClustersThatGetAFolder() throws IOException {
    InputUsers users =
        users(
            "apps/kustomization.yaml", "resources: [web.yaml]",
            "clusters/one/apps.yaml", deploying("./apps"),
            "clusters/two/apps.yaml", deploying("./apps"));

    assertThat(users.of("apps/web.yaml"))
        .containsExactly("clusters/one/apps.yaml", "clusters/two/apps.yaml");
  }

  @Test
  void theClustersThatShareADeployer() throws IOException {
    InputUsers users =
        users(
            "apps/kustomization.yaml", "resources: [web.yaml]",
            "clusters/base/kustomization.yaml", "resources: [apps.yaml]",
            "clusters/base/apps.yaml", deploying("./apps"),
            "clusters/one/kustomization.yaml", "resources: [../base]",
            "clusters/two/kustomization.yaml", "resources: [../base]");

    assertThat(users.of("apps/web.yaml")).containsExactly("clusters/one", "clusters/two");
  }

  /// A patch of a deployer does not deploy anything itself.
  @Test
  void onePatchedDeployer() throws IOException {
    InputUsers users =
        users(
            "apps/web.yaml", "{}",
            "clusters/base/kustomization.yaml", "resources: [apps.yaml]",
            "clusters/base/apps.yaml", deploying("./apps"),
            "clusters/one/kustomization.yaml",
                "{resources: [../base], patches: [{path: apps.yaml}]}",
            "clusters/one/apps.yaml", deploying("./apps"));

    assertThat(users.of("apps/web.yaml")).containsExactly("apps");
  }

  @Test
  void theReleasesThatReadValues() throws IOException {
    String release =
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: web}
        spec: {chart: {spec: {chart: charts/web, valuesFiles: [values/all.yaml]}}}
        """;
    InputUsers users = users("one/web.yaml", release, "two/web.yaml", release);

    assertThat(users.of("values/all.yaml")).containsExactly("one/web.yaml", "two/web.yaml");
  }

  /// A base that two clusters include holds the release, so its values are those of both.
  @Test
  void theClustersWhoseReleaseReadsValues() throws IOException {
    InputUsers users =
        users(
            "base/kustomization.yaml",
            "resources: [web.yaml]",
            "base/web.yaml",
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: web}
            spec: {chart: {spec: {chart: charts/web, valuesFiles: [values/all.yaml]}}}
            """,
            "one/kustomization.yaml",
            "resources: [../base]",
            "two/kustomization.yaml",
            "resources: [../base]");

    assertThat(users.of("values/all.yaml")).containsExactly("one", "two");
  }

  @Test
  void theDeployersOfAComponent() throws IOException {
    String deployer =
        deploying("./apps/one").replace("spec: {", "spec: {components: [../../large], ");
    InputUsers users =
        users(
            "large/kustomization.yaml", "{kind: Component, patches: [{path: size.yaml}]}",
            "apps/one/web.yaml", "{}",
            "apps/two/web.yaml", "{}",
            "clusters/one/apps.yaml", deployer,
            "clusters/two/apps.yaml", deployer.replace("apps/one", "apps/two"));

    assertThat(users.of("large/size.yaml")).containsExactly("apps/one", "apps/two");
  }

  @Test
  void theKustomizationsThatTransformByAFile() throws IOException {
    InputUsers users =
        users(
            "one/kustomization.yaml", "transformers: [../shared/size.yaml]",
            "two/kustomization.yaml", "transformers: [../shared/size.yaml]",
            "three/kustomization.yaml", "replacements: [{path: ../shared/copies.yaml}]",
            "four/kustomization.yaml", "replacements: [{path: ../shared/copies.yaml}]");

    assertThat(users.of("shared/size.yaml")).containsExactly("one", "two");
    assertThat(users.of("shared/copies.yaml")).containsExactly("four", "three");
  }

  /// An ApplicationSet deploys one folder to each cluster.
  @Test
  void theApplicationsOfASet() throws IOException {
    InputUsers users =
        users(
            "argo/web.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: ApplicationSet
            metadata: {name: web, namespace: argocd}
            spec:
              generators: [{clusters: {}}]
              template:
                metadata: {name: "web-{{name}}"}
                spec:
                  destination: {server: "{{server}}", namespace: shop}
                  source: {path: apps/web, helm: {valueFiles: [all.yaml]}}
            """,
            "apps/web/web.yaml",
            "{}");

    assertThat(users.isShared("apps/web/web.yaml")).isTrue();
    assertThat(users.isShared("apps/web/all.yaml")).isTrue();
  }

  /// Flux makes a kustomization of a folder, and includes those below.
  @Test
  void aKustomizationBelowAFolderThatFluxDeploys() throws IOException {
    InputUsers users =
        users(
            "apps/web/kustomization.yaml",
            "resources: [web.yaml]",
            "clusters/one/apps.yaml",
            deploying("./apps"));

    assertThat(users.isShared("apps/web/web.yaml")).isFalse();
  }

  @Test
  void aBaseThatIsAlsoDeployedItself() throws IOException {
    InputUsers users =
        users(
            "base/kustomization.yaml",
            "resources: [web.yaml]",
            "prod/kustomization.yaml",
            "resources: [../base]",
            "clusters/one/apps.yaml",
            deploying("./base"),
            "clusters/two/apps.yaml",
            deploying("./prod"));

    assertThat(users.of("base/web.yaml")).containsExactly("base", "prod");
    assertThat(users.isShared("prod/patch.yaml")).isFalse();
  }

  @Test
  void theClustersThatGetADeployerFromADeployer() throws IOException {
    InputUsers users =
        users(
            "apps/web.yaml", "{}",
            "clusters/all/apps.yaml", deploying("./apps"),
            "clusters/one/sync.yaml", deploying("./clusters/all"),
            "clusters/two/sync.yaml", deploying("./clusters/all"));

    assertThat(users.of("apps/web.yaml"))
        .containsExactly("clusters/one/sync.yaml", "clusters/two/sync.yaml");
  }

  /// Flux deploys the folder that holds its own Kustomization.
  @Test
  void aDeployerThatDeploysItself() throws IOException {
    InputUsers users =
        users(
            "apps/web.yaml",
            "{}",
            "clusters/one/apps.yaml",
            deploying("./apps"),
            "clusters/one/flux-system/kustomization.yaml",
            "resources: [sync.yaml]",
            "clusters/one/flux-system/sync.yaml",
            deploying("./clusters/one"));

    assertThat(users.of("apps/web.yaml")).containsExactly("apps");
    assertThat(users.of("clusters/one/apps.yaml")).containsExactly("clusters/one");
  }

  /// Each folder for each cluster.
  @Test
  void theApplicationsOfAMatrix() throws IOException {
    InputUsers users =
        users(
            "argo/apps.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: ApplicationSet
            metadata: {name: apps, namespace: argocd}
            spec:
              goTemplate: true
              generators:
                - matrix:
                    generators:
                      - git: {directories: [{path: "apps/*"}]}
                      - clusters: {}
              template:
                metadata: {name: "{{.path.basename}}-{{.name}}"}
                spec:
                  destination: {server: "{{.server}}", namespace: shop}
                  source: {path: "{{.path.path}}"}
            """,
            "apps/web/web.yaml",
            "{}");

    assertThat(users.of("apps/web/web.yaml")).containsExactly("the Applications of argo/apps.yaml");
    assertThat(users.isShared("apps/web/web.yaml")).isTrue();
    assertThat(users.isShared("other/web.yaml")).isFalse();
  }

  /// Each deploys to a cluster of its own.
  @Test
  void theDeployersOfOneFile() throws IOException {
    InputUsers users =
        users(
            "apps/web.yaml",
            "{}",
            "clusters/all.yaml",
            deploying("./apps") + "---\n" + deploying("./apps").replace("apps,", "others,"));

    assertThat(users.of("apps/web.yaml"))
        .containsExactly("clusters/all.yaml", "clusters/all.yaml:6");
  }

  /// Which is an Application like any other.
  @Test
  void theOnlyApplicationOfASet() throws IOException {
    String set =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: ApplicationSet
        metadata: {name: web, namespace: argocd}
        spec:
          generators: [{list: {elements: [%s]}}]
          template:
            metadata: {name: "web-{{name}}"}
            spec:
              destination: {name: "{{name}}", namespace: shop}
              source: {path: apps/web}
        """;

    assertThat(
            users("argo/web.yaml", set.formatted("{name: one}"), "apps/web/web.yaml", "{}")
                .isShared("apps/web/web.yaml"))
        .isFalse();
    assertThat(
            users(
                    "argo/web.yaml",
                    set.formatted("{name: one}, {name: two}"),
                    "apps/web/web.yaml",
                    "{}")
                .isShared("apps/web/web.yaml"))
        .isTrue();
  }
}
