package dev.drift.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.read.Clusters;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A CRD is installed, changed and removed under a daemon that acts.
@Tag("cluster")
class ChangingKindsTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String UNDO =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: test}
      spec:
        actions:
          - name: undo
            match: {kinds: [Relic, ConfigMap]}
            action: revert
      """;

  private static final String RELIC =
      """
      apiVersion: kinds.example.com/v1
      kind: Relic
      metadata: {name: amphora, namespace: kinds}
      spec: {age: 2000}
      """;

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: kinds}
      data: {mode: plain}
      """;

  @TempDir Path git;
  @TempDir Path files;

  private static String crd(String more) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: relics.kinds.example.com}
    spec:
      group: kinds.example.com
      names: {kind: Relic, plural: relics}
      scope: Namespaced
      versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  properties:
                    age: {type: integer}
                    %s
    """
        .formatted(more);
  }

  @Test
  void whatAKindIsAboutIsReportedAsTheKindComesAndGoes(ControlPlane plane)
      throws IOException, InterruptedException {
    plane.kubectl("create", "namespace", "kinds").orThrow();
    plane.kubectlWithInput(SETTINGS, "apply", "-f", "-").orThrow();
    Files.writeString(git.resolve("all.yaml"), RELIC + "---\n" + SETTINGS);
    CheckRequest check =
        CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
            .policies(Files.writeString(files.resolve("policy.yaml"), UNDO))
            .build();
    try (RunningDaemon daemon =
        RunningDaemon.start(
            check,
            Optional.of(RunningDaemon.acting(check, files.resolve("record"))),
            RunningDaemon.LONG,
            RunningDaemon.LONG,
            InstantSource.system())) {
      assertThat(daemon.logged(it -> it.contains("compared with")))
          .contains("1 in sync, 1 missing");

      plane.kubectlWithInput(crd(""), "apply", "-f", "-").orThrow();
      plane
          .kubectl("wait", "--for=condition=Established", "crd/relics.kinds.example.com")
          .orThrow();
      // The daemon may be sooner.
      plane
          .kubectlWithInput(RELIC, "apply", "--server-side", "--force-conflicts", "-f", "-")
          .orThrow();
      daemon.logged(it -> it.startsWith("ended GEN001: Relic kinds/amphora"));

      plane
          .kubectl(
              "-n",
              "kinds",
              "patch",
              "relic/amphora",
              "--type=merge",
              "-p",
              "{\"spec\":{\"age\":1}}")
          .orThrow();
      daemon.logged(it -> it.startsWith("patch Relic"));

      // The kind has another field, with a default.
      int before = daemon.log().size();
      plane
          .kubectlWithInput(crd("glaze: {type: string, default: red}"), "apply", "-f", "-")
          .orThrow();
      plane
          .kubectl(
              "-n",
              "kinds",
              "patch",
              "relic/amphora",
              "--type=merge",
              "-p",
              "{\"spec\":{\"glaze\":\"black\"}}")
          .orThrow();
      daemon.loggedAfter(before, it -> it.startsWith("drift ") && it.contains("Relic"));

      int removed = daemon.log().size();
      plane.kubectl("delete", "crd/relics.kinds.example.com").orThrow();
      daemon.loggedAfter(removed, it -> it.startsWith("drift high GEN001 Relic kinds/amphora"));
      plane
          .kubectl("-n", "kinds", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"loud\"}}")
          .orThrow();
      daemon.loggedAfter(removed, it -> it.startsWith("patch ConfigMap"));
      assertThat(daemon.log())
          .noneMatch(it -> it.contains("internal error"))
          // The object goes before its kind: that far it could have been created again.
          .filteredOn(it -> it.startsWith("create "))
          .allMatch(it -> it.contains("not sent"));
    }
  }
}
