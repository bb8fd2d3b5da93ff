package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.cli.DriftOnPlane.Printed;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `drift adopt` of what the real kustomize renders: a real cluster, and a folder.
@Tag("cluster")
class AdoptRenderedTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String KUSTOMIZATION =
      """
      namespace: adopt-rendered
      resources:
        - ../base
      images:
        - name: web
          newName: registry.example.com/web
          newTag: "2" # tested
      patches:
        - path: size.yaml
      """;

  private static final String SIZE =
      """
      # Three are enough for a weekday.
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
      """;

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: web, image: web}
      """;

  @TempDir Path temp;

  private Path write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void theOverlayGetsWhatRuns(ControlPlane plane) throws IOException {
    write("git/base/kustomization.yaml", "resources: [web.yaml]\n");
    Path base = write("git/base/web.yaml", WEB);
    Path kustomization = write("git/prod/kustomization.yaml", KUSTOMIZATION);
    Path size = write("git/prod/size.yaml", SIZE);
    write("git/staging/kustomization.yaml", "{namespace: staging, resources: [../base]}\n");
    Path config =
        write(
            "drift.yaml",
            """
            apiVersion: drift.dev/v1
            kind: Config
            renderers: {kustomize: %s}
            sources:
              - {name: shop, repo: %s, paths: [prod]}
            """
                .formatted(Renderer.KUSTOMIZE.path(), temp.resolve("git")));
    plane.kubectl("create", "namespace", "adopt-rendered").orThrow();
    plane.kubectl("apply", "-k", temp.resolve("git/prod").toString()).orThrow();
    plane.kubectl("-n", "adopt-rendered", "scale", "deployment/web", "--replicas=5").orThrow();
    plane
        .kubectl(
            "-n",
            "adopt-rendered",
            "set",
            "image",
            "deployment/web",
            "web=registry.example.com/web:3")
        .orThrow();
    List<String> check = List.of("--config", config.toString(), "-n", "adopt-rendered");
    DriftOnPlane drift = new DriftOnPlane(plane, temp);

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.code()).as(adopted.all()).isEqualTo(0);
    assertThat(Files.readString(size)).isEqualTo(SIZE.replace("replicas: 3", "replicas: 5"));
    assertThat(Files.readString(kustomization))
        .isEqualTo(KUSTOMIZATION.replace("\"2\" # tested", "\"3\" # tested"));
    assertThat(Files.readString(base)).isEqualTo(WEB);
    assertThat(drift.check(check).code()).isEqualTo(0);
  }
}
