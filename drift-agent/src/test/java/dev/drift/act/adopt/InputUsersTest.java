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
}
