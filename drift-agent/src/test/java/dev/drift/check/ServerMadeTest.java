package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.ControlPlaneOptions.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a real API server and its controllers make of a manifest is no drift; any other change of
/// the same object is.
@Tag("cluster")
class ServerMadeTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(
          ControlPlaneOptions.defaults().withParts(Set.of(Part.CONTROLLERS)));

  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(1);

  @TempDir Path git;

  private void declare(String manifests) throws IOException {
    Files.writeString(git.resolve("all.yaml"), manifests);
  }

  /// Not by Git, for which the namespaces of other tests would be unmanaged.
  private static void namespace(ControlPlane plane, String name) {
    plane.kubectl("create", "namespace", name).orThrow();
  }

  private static void kubectl(ControlPlane plane, String command) {
    plane.kubectl(command.split(" ")).orThrow();
  }

  private List<String> drift(ControlPlane plane) {
    Report report = Lakehouse.check(plane, git);
    return Lakehouse.lines(report);
  }

  @Test
  void theTokenControllerFillsInADeclaredTokenSecret(ControlPlane plane)
      throws IOException, InterruptedException {
    namespace(plane, "tokens");
    declare(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: ci, namespace: tokens}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: ci-token
          namespace: tokens
          annotations: {kubernetes.io/service-account.name: ci}
        type: kubernetes.io/service-account-token
        """);
    kubectl(plane, "apply -f " + git);
    String[] token = {"-n", "tokens", "get", "secret/ci-token", "-o", "jsonpath={.data.token}"};
    for (int i = 0; i < 100 && plane.kubectl(token).stdout().isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(plane.kubectl(token).stdout()).isNotEmpty();

    assertThat(drift(plane)).isEmpty();

    plane
        .kubectl(
            "-n", "tokens", "patch", "secret/ci-token", "-p", "{\"stringData\":{\"more\":\"x\"}}")
        .orThrow();
    assertThat(drift(plane)).containsExactly("ADDED Secret tokens/ci-token data.more");
    plane
        .kubectl(
            "-n",
            "tokens",
            "patch",
            "secret/ci-token",
            "-p",
            "{\"stringData\":{\"more\":null,\"token\":\"stolen\"},\"data\":{\"more\":null}}")
        .orThrow();
    assertThat(drift(plane)).containsExactly("ADDED Secret tokens/ci-token data.token");
  }

  /// Who asks is not for the manifest to say, and Nodes have no dynamic configuration any more.
  @Test
  void whatTheServerDropsOnCreation(ControlPlane plane) throws IOException {
    declare(
        """
        apiVersion: certificates.k8s.io/v1
        kind: CertificateSigningRequest
        metadata: {name: dropped}
        spec:
          signerName: example.org/a
          usages: [client auth]
          username: somebody-else
          groups: [system:masters]
          extra: {a: [b]}
          request: \
        LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIcE1JR1JBZ0VBTUM4eEZUQVRCZ05W\
        QkFvTURITjVjM1JsYlRwdWIyUmxjekVXTUJRR0ExVUVBd3dOYzNsegpkR1Z0T201dlpHVTZZVEJaTUJN\
        R0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSEEwSUFCQkRIcy9TZWN6NXZNMjMwCklqazJqOHR5TkpyK2J0\
        ZlJ6T09FM0FuUmxNaDRhME4xTjJaZ2RMV3o3aG41eG1ETFhtbHhaaytYS1JUNlFMd3QKT29XM0lsK2dB\
        REFLQmdncWhrak9QUVFEQWdOSEFEQkVBaUEzNmFVeUR3TGhYYkhEblVxVUI3NkJaR2YzK2xIQgpJeDhq\
        YXlzMGxXWGhvZ0lnVjNQSGxFOFEyUWZrdTg0RlNIU3NMblV2OWFpZ0syb01sb1A3WnM3eW45bz0KLS0t\
        LS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: dropped}
        spec: {configSource: {}}
        """);
    kubectl(plane, "create -f " + git);

    assertThat(drift(plane)).isEmpty();

    kubectl(plane, "label csr/dropped a=b");
    kubectl(plane, "label node/dropped a=b");
    assertThat(drift(plane))
        .containsExactlyInAnyOrder(
            "ADDED CertificateSigningRequest dropped metadata.labels.a",
            "ADDED Node dropped metadata.labels.a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "apply", "apply --server-side"})
  void aNullAmongTheEntriesOfAMap(String command, ControlPlane plane) throws IOException {
    String namespace = command.replaceAll("[ -]", "");
    namespace(plane, namespace);
    declare(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: %1$s, labels: {a: null}, annotations: {b: null}}
        spec:
          replicas: 0
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              nodeSelector: {disk: null}
              containers:
              - name: web
                image: registry.example.com/web:1.4
                resources: {limits: {cpu: null, memory: 64Mi}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: %1$s}
        data: {a: null, b: x}
        """
            .formatted(namespace));
    kubectl(plane, command + " -f " + git);
    plane.awaitSettled(SETTLES_WITHIN);

    assertThat(drift(plane)).isEmpty();

    kubectl(plane, "-n %s set resources deployment/web --limits=cpu=2".formatted(namespace));
    assertThat(drift(plane))
        .containsExactly(
            "ADDED Deployment %s/web spec.template.spec.containers[name=web].resources.limits.cpu"
                .formatted(namespace));
  }

  @Test
  void aCustomResourceAtAnotherVersionThanTheStoredOne(ControlPlane plane) throws IOException {
    namespace(plane, "engines");
    declare(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: engines.made.example.com}
        spec:
          group: made.example.com
          scope: Namespaced
          names: {plural: engines, singular: engine, kind: Engine, listKind: EngineList}
          conversion: {strategy: None}
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
                      fuel: {type: string}
                      mode: {type: string, default: fast}
                      newer: {type: string, default: only-here}
                      gearbox: {type: object, default: {}, properties: {gears: {type: integer, default: 6}}}
          - name: v1alpha1
            served: true
            storage: false
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      fuel: {type: string}
                      mode: {type: string}
                      gearbox: {type: object, properties: {gears: {type: integer}, oil: {type: string, default: 5W}}}
        """);
    kubectl(plane, "apply -f " + git);
    kubectl(plane, "wait --for=condition=Established crd/engines.made.example.com --timeout=30s");
    Files.writeString(
        git.resolve("engine.yaml"),
        """
        apiVersion: made.example.com/v1alpha1
        kind: Engine
        metadata: {name: old, namespace: engines}
        spec: {fuel: diesel, gearbox: {}}
        """);
    for (int i = 0; i < 50 && !plane.kubectl("apply", "-f", git.toString()).succeeded(); i++) {
      plane.awaitSettled(SETTLES_WITHIN);
    }

    assertThat(drift(plane)).isEmpty();

    plane
        .kubectl(
            "-n",
            "engines",
            "patch",
            "engines.v1.made.example.com/old",
            "--type=merge",
            "-p",
            "{\"spec\":{\"mode\":\"slow\"}}")
        .orThrow();
    assertThat(drift(plane)).containsExactly("DEFAULT_CHANGED Engine engines/old spec.mode");
    kubectl(plane, "delete crd/engines.made.example.com");
  }

  @Test
  void whatTheAggregatorRegistersBesideADeclaredApiService(ControlPlane plane) throws IOException {
    declare(
        """
        apiVersion: apiregistration.k8s.io/v1
        kind: APIService
        metadata: {name: v1beta1.metrics.k8s.io}
        spec:
          group: metrics.k8s.io
          version: v1beta1
          groupPriorityMinimum: 100
          versionPriority: 100
          insecureSkipTLSVerify: true
          service: {name: metrics, namespace: default}
        """);
    kubectl(plane, "apply -f " + git);
    try {
      assertThat(drift(plane)).isEmpty();
    } finally {
      kubectl(plane, "delete -f " + git);
    }
  }
}
