package dev.drift.deploy;

import static dev.drift.deploy.Rendered.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.cli.Eventually;
import dev.drift.git.GitRepo;
import dev.drift.testkit.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What docs/deploy.md has users write: their repository and their image, on top of an overlay.
final class UserManifests {
  static final Path OVERLAYS = Path.of("../manifests/overlays").toAbsolutePath().normalize();

  private static final String ACCOUNT = "--as=system:serviceaccount:drift:drift";

  private UserManifests() {}

  /// Commits them into `platform.git` of the folder, and applies them. Only the folder of the
  /// overlay is that of the test.
  ///
  /// @param config the user's drift.yaml
  static Rendered apply(ControlPlane plane, Path folder, String overlay, String config)
      throws IOException {
    GitRepo repo = GitRepo.create(folder.resolve("work"));
    Path own = Files.createDirectories(folder.resolve("own"));
    Files.writeString(own.resolve("drift.yaml"), config);
    Files.writeString(
        own.resolve("kustomization.yaml"),
        DeployPage.block("# kustomization.yaml")
            .replace(
                "../drift/manifests/overlays/cronjob",
                own.toRealPath().relativize(OVERLAYS.resolve(overlay)).toString()));
    Rendered manifests = Rendered.of(plane.kubectl("kustomize", own.toString()).orThrow().stdout());
    assertThat(text(manifests.template(), "spec", "containers", 0, "image"))
        .isEqualTo("registry.example.com/drift:0.1.0");
    repo.write("manifests.yaml", manifests.text()).commit();
    repo.bare(folder.resolve("platform.git"));
    plane.kubectlWithInput(manifests.text(), "apply", "-f", "-").orThrow();
    return manifests;
  }

  /// The API server takes roles up some time after they are applied.
  ///
  /// @param rights of Drift's account, such as `list secrets`
  static void awaitRights(ControlPlane plane, List<String> rights) {
    for (String right : rights) {
      String[] words = right.split(" ");
      Eventually.holds(
          () -> plane.kubectl("auth", "can-i", words[0], words[1], ACCOUNT, "-A").exit() == 0);
    }
  }
}
