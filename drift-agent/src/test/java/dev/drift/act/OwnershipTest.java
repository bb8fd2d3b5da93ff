package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// T2: after a revert an object is as if nobody but its deployer had ever written it, and so is
/// what the deployer makes of it next. Two namespaces get the same deployments; in one of them a
/// person changes the objects, and Drift undoes that.
@Tag("cluster")
class OwnershipTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final List<String> OBJECTS =
      List.of("deployment/web", "configmap/one-key", "service/dns", "role/reader");

  /// How a deployer applies. Flux and Argo CD apply by kubectl's libraries under names of their
  /// own.
  enum Deployer {
    KUBECTL("apply"),
    KUBECTL_SERVER_SIDE("apply --server-side"),
    FLUX("apply --server-side --force-conflicts --field-manager=kustomize-controller"),
    ARGO_CD("apply --field-manager=argocd-controller"),
    ARGO_CD_SERVER_SIDE("apply --server-side --force-conflicts --field-manager=argocd-controller");

    private final String arguments;

    Deployer(String arguments) {
      this.arguments = arguments;
    }

    void apply(ControlPlane plane, String namespace, Path folder) {
      plane
          .kubectl(
              Stream.concat(
                      Stream.of("-n", namespace),
                      Stream.concat(
                          Stream.of(arguments.split(" ")), Stream.of("-f", folder.toString())))
                  .toArray(String[]::new))
          .orThrow();
    }
  }

  /// What the deployer does after the revert.
  enum Next {
    SAME {
      @Override
      String of(String manifests) {
        return manifests;
      }
    },
    CHANGED {
      @Override
      String of(String manifests) {
        return manifests
            .replace("replicas: 2", "replicas: 3")
            .replace("web:1", "web:2")
            .replace("a: one", "a: two")
            .replace("MODE, value: plain", "MODE, value: other")
            .replace("targetPort: 1053", "targetPort: 2053")
            .replace("[get, list]", "[get]");
      }
    },
    DROPPED {
      @Override
      String of(String manifests) {
        return manifests
            .replace("  replicas: 2\n", "")
            .replace("data: {a: one}\n", "")
            .replace("        - {name: MODE, value: plain}\n", "")
            .replace("    team: data\n", "")
            .replace("- {apiGroups: [\"\"], resources: [pods], verbs: [get, list]}\n", "");
      }
    };

    abstract String of(String manifests);
  }

  private static final String MANIFESTS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels:
          app: web
          team: data
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: web
              image: example.com/web:1
              args: [--port, "8080"]
              env:
              - {name: FIRST, value: "1"}
              - {name: MODE, value: plain}
              - {name: LAST, value: $(MODE)}
              resources: {limits: {memory: 1Gi}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: one-key}
      data: {a: one}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: dns}
      spec:
        selector: {app: web}
        ports:
        - {name: tcp, port: 53, protocol: TCP, targetPort: 1053}
        - {name: udp, port: 53, protocol: UDP, targetPort: 1053}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: reader}
      rules:
      - {apiGroups: [""], resources: [configmaps], verbs: [get]}
      - {apiGroups: [""], resources: [pods], verbs: [get, list]}
      """;

  @TempDir Path folder;

  static Stream<Arguments> matrix() {
    return Stream.of(Deployer.values())
        .flatMap(deployer -> Stream.of(Next.values()).map(next -> Arguments.of(deployer, next)));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void t2NothingTellsThatDriftWasThere(Deployer deployer, Next next, ControlPlane plane)
      throws IOException {
    String name = (deployer + "-" + next).toLowerCase(Locale.ROOT).replace('_', '-');
    String touched = "t2-" + name;
    String untouched = "t2u-" + name;
    for (String namespace : List.of(touched, untouched)) {
      plane.kubectl("create", "namespace", namespace).orThrow();
    }
    Path git = Files.createDirectory(folder.resolve("git"));
    Files.writeString(git.resolve("all.yaml"), MANIFESTS);
    deployer.apply(plane, touched, git);
    deployer.apply(plane, untouched, git);
    assertSame(plane, touched, untouched);

    changeByHand(plane, touched);
    Acting drift =
        new Acting(git, plane.kubeconfig(), touched, folder.resolve("record"), Optional.of("head"));
    ActReport report = drift.revert();

    assertThat(Acting.kinds(report))
        .as(report.outcomes().toString())
        .hasSize(OBJECTS.size())
        .containsOnly(Outcome.Kind.DONE);
    assertThat(report.report().drift()).isEmpty();
    assertSame(plane, touched, untouched);

    String later = next.of(MANIFESTS);
    Files.writeString(git.resolve("all.yaml"), later);
    deployer.apply(plane, touched, git);
    deployer.apply(plane, untouched, git);
    assertSame(plane, touched, untouched);
    if (next == Next.DROPPED) {
      assertThat(read(plane, "configmap/one-key", touched)).doesNotContain("\"one\"");
    }
  }

  /// Everything that a person does with kubectl: edits, scales, labels, sets, removes.
  private static void changeByHand(ControlPlane plane, String namespace) {
    run(plane, namespace, "scale", "deployment/web", "--replicas=7");
    run(plane, namespace, "set", "image", "deployment/web", "web=example.com/web:hotfix");
    run(plane, namespace, "set", "env", "deployment/web", "DEBUG=1", "MODE=loud");
    run(plane, namespace, "label", "deployment/web", "team-", "by=hand");
    run(plane, namespace, "annotate", "configmap/one-key", "note=changed");
    patch(plane, namespace, "configmap/one-key", "{\"data\":{\"a\":\"edited\",\"b\":\"added\"}}");
    run(
        plane,
        namespace,
        "patch",
        "service/dns",
        "--type=json",
        "--field-manager=kubectl-edit",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/ports/1/targetPort\",\"value\":5353},"
            + "{\"op\":\"add\",\"path\":\"/spec/ports/-\",\"value\":{\"name\":\"tls\",\"port\":853}}]");
    run(
        plane,
        namespace,
        "patch",
        "role/reader",
        "--type=json",
        "-p",
        "[{\"op\":\"add\",\"path\":\"/rules/1/verbs/-\",\"value\":\"delete\"}]");
    run(
        plane,
        namespace,
        "patch",
        "deployment/web",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/args\",\"value\":[\"--port\",\"9090\"]},"
            + "{\"op\":\"remove\",\"path\":\"/spec/template/spec/containers/0/resources/limits\"}]");
  }

  private static void patch(ControlPlane plane, String namespace, String object, String patch) {
    run(
        plane,
        namespace,
        "patch",
        object,
        "--type=merge",
        "--field-manager=kubectl-edit",
        "-p",
        patch);
  }

  private static void run(ControlPlane plane, String namespace, String... arguments) {
    plane
        .kubectl(
            Stream.concat(Stream.of("-n", namespace), Stream.of(arguments)).toArray(String[]::new))
        .orThrow();
  }

  private static void assertSame(ControlPlane plane, String touched, String untouched) {
    for (String object : OBJECTS) {
      assertThat(read(plane, object, touched)).as(object).isEqualTo(read(plane, object, untouched));
    }
  }

  /// The object with its managedFields, without what no two objects share.
  private static String read(ControlPlane plane, String object, String namespace) {
    return plane
        .kubectl("-n", namespace, "get", object, "-o", "json", "--show-managed-fields=true")
        .orThrow()
        .stdout()
        .replace(namespace, "NAMESPACE")
        .replaceAll(
            "\"(uid|resourceVersion|creationTimestamp|time|clusterIP)\": \"[^\"]*\"",
            "\"$1\": \"\"")
        .replaceAll("\"(generation|observedGeneration)\": [0-9]+", "\"$1\": 0")
        .replaceAll("\"[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+\"", "\"ADDRESS\"");
  }
}
