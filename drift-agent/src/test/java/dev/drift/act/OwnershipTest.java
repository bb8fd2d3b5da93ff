package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import dev.drift.model.Change;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// T2: after a revert an object is as if nobody but its deployer had ever written it, and so is
/// what the deployer makes of it next. Two namespaces get the same deployments; in one of them a
/// person changes the objects, and Drift undoes that.
@Tag("cluster")
class OwnershipTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  @BeforeAll
  static void define(ControlPlane plane) {
    GitOpsObjects.define(plane);
  }

  @AfterAll
  static void remove(ControlPlane plane) {
    GitOpsObjects.remove(plane);
  }

  private static final List<Deployer.Declared> DECLARED =
      List.of(
          new Deployer.Declared("apps", "Deployment", "web"),
          new Deployer.Declared("", "ConfigMap", "one-key"),
          new Deployer.Declared("", "Service", "dns"),
          new Deployer.Declared("rbac.authorization.k8s.io", "Role", "reader"));

  private static final List<String> OBJECTS =
      List.of("deployment/web", "configmap/one-key", "service/dns", "role/reader");

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
    },
    GONE {
      @Override
      String of(String manifests) {
        return manifests.substring(0, manifests.indexOf("---\napiVersion: v1\nkind: Service"));
      }

      @Override
      List<String> gone() {
        return List.of("service/dns", "role/reader");
      }
    };

    abstract String of(String manifests);

    /// The objects that the commit no longer declares.
    List<String> gone() {
      return List.of();
    }
  }

  private static final String MANIFESTS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels:
          app: web
          part-of: t2
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
      metadata:
        name: one-key
      data: {a: one}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: dns
        labels:
          part-of: t2
      spec:
        selector: {app: web}
        ports:
        - {name: tcp, port: 53, protocol: TCP, targetPort: 1053}
        - {name: udp, port: 53, protocol: UDP, targetPort: 1053}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: reader
        labels:
          part-of: t2
      rules:
      - {apiGroups: [""], resources: [configmaps], verbs: [get]}
      - {apiGroups: [""], resources: [pods], verbs: [get, list]}
      """;

  /// So that what Flux or Argo CD deployed is not left to them.
  private static final String TAKE_OVER =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: t2}
      spec:
        actions:
          - name: everything
            match: {changes: [CHANGED, REMOVED, ADDED, DEFAULT_CHANGED, REORDERED]}
            action: revert
            allow: [takeOver]
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
    Deployer.Site touched = new Deployer.Site(plane, "t2-" + name, folder);
    Deployer.Site untouched = new Deployer.Site(plane, "t2u-" + name, folder);
    GitRepo git = GitRepo.create(folder.resolve("git")).write("all.yaml", MANIFESTS);
    String commit = git.commit();
    for (Deployer.Site site : List.of(touched, untouched)) {
      plane.kubectl("create", "namespace", site.namespace()).orThrow();
      deployer.deploy(site, MANIFESTS, List.of());
      deployer.record(site, commit, DECLARED);
    }
    assertSame(touched, untouched);

    changeByHand(touched);
    ActReport report =
        new Acting(
                git.folder(),
                plane.kubeconfig(),
                touched.namespace(),
                folder.resolve("record"),
                Optional.of("head"))
            .under(Files.writeString(folder.resolve("policy.yaml"), TAKE_OVER))
            .unattended();

    assertThat(Acting.kinds(report))
        .as(report.outcomes() + " " + report.plan().left())
        .hasSize(OBJECTS.size())
        .containsOnly(Outcome.Kind.DONE);
    assertThat(report.report().drift())
        .as("what the deployer adds is not drift")
        .filteredOn(it -> it.change() != Change.UNMANAGED)
        .filteredOn(it -> !it.path().toString().contains("applyset.kubernetes.io/part-of"))
        .isEmpty();
    assertSame(touched, untouched);

    String later = next.of(MANIFESTS);
    for (Deployer.Site site : List.of(touched, untouched)) {
      deployer.deploy(site, later, next.gone());
    }
    assertSame(touched, untouched);
    if (next == Next.DROPPED) {
      assertThat(read(touched)).doesNotContain("\"one\"");
    }
    for (String object : next.gone()) {
      assertThat(touched.kubectl("get", object, "--ignore-not-found")).isEmpty();
    }
  }

  /// Who owns most of it is the one who edited it. Of a server-side apply, nothing is left then:
  /// the API server removes the entry of a manager that owns nothing any more.
  @ParameterizedTest
  @EnumSource(
      value = Deployer.class,
      names = {"KUBECTL", "HELM_3"})
  void t2TheOnlyObjectOfASourceKeepsItsDeployer(Deployer deployer, ControlPlane plane)
      throws IOException {
    String only = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one-key\ndata: {a: one}\n";
    String name = deployer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Deployer.Site touched = new Deployer.Site(plane, "t2-only-" + name, folder);
    Deployer.Site untouched = new Deployer.Site(plane, "t2u-only-" + name, folder);
    GitRepo git = GitRepo.create(folder.resolve("git")).write("all.yaml", only);
    git.commit();
    for (Deployer.Site site : List.of(touched, untouched)) {
      plane.kubectl("create", "namespace", site.namespace()).orThrow();
      deployer.deploy(site, only, List.of());
    }
    patch(touched, "configmap/one-key", "{\"data\":{\"a\":\"edited\"}}");

    ActReport report =
        new Acting(
                git.folder(),
                plane.kubeconfig(),
                touched.namespace(),
                folder.resolve("record"),
                Optional.of("head"))
            .revert();

    assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.DONE);
    assertSame(touched, untouched);
  }

  /// Everything that a person does with kubectl: edits, scales, labels, sets, removes.
  private static void changeByHand(Deployer.Site site) {
    site.kubectl("scale", "deployment/web", "--replicas=7");
    site.kubectl("set", "image", "deployment/web", "web=example.com/web:hotfix");
    site.kubectl("set", "env", "deployment/web", "DEBUG=1", "MODE=loud");
    site.kubectl("label", "deployment/web", "team-", "by=hand");
    site.kubectl("annotate", "configmap/one-key", "note=changed");
    site.kubectl("label", "service/dns", "role/reader", "part-of-");
    patch(site, "configmap/one-key", "{\"data\":{\"a\":\"edited\",\"b\":\"added\"}}");
    site.kubectl(
        "patch",
        "service/dns",
        "--type=json",
        "--field-manager=kubectl-edit",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/ports/1/targetPort\",\"value\":5353},"
            + "{\"op\":\"add\",\"path\":\"/spec/ports/-\",\"value\":{\"name\":\"tls\",\"port\":853}}]");
    site.kubectl(
        "patch",
        "role/reader",
        "--type=json",
        "-p",
        "[{\"op\":\"add\",\"path\":\"/rules/1/verbs/-\",\"value\":\"delete\"}]");
    site.kubectl(
        "patch",
        "deployment/web",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/args\",\"value\":[\"--port\",\"9090\"]},"
            + "{\"op\":\"remove\",\"path\":\"/spec/template/spec/containers/0/resources/limits\"}]");
  }

  private static void patch(Deployer.Site site, String object, String patch) {
    site.kubectl("patch", object, "--type=merge", "--field-manager=kubectl-edit", "-p", patch);
  }

  private static void assertSame(Deployer.Site touched, Deployer.Site untouched) {
    assertThat(read(touched)).isEqualTo(read(untouched));
  }

  /// The objects with their managedFields, without what no two objects share.
  private static String read(Deployer.Site site) {
    return site.kubectl(
            Stream.of(
                    Stream.of("get"),
                    OBJECTS.stream(),
                    Stream.of("-o", "json", "--show-managed-fields=true", "--ignore-not-found"))
                .flatMap(it -> it)
                .toArray(String[]::new))
        .replace(site.namespace(), "NAMESPACE")
        .replaceAll(
            "\"(uid|resourceVersion|creationTimestamp|time|clusterIP)\": \"[^\"]*\"",
            "\"$1\": \"\"")
        .replaceAll("applyset-[A-Za-z0-9_-]+-v1", "APPLY-SET")
        .replaceAll("\"(generation|observedGeneration)\": [0-9]+", "\"$1\": 0")
        .replaceAll("\"[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+\"", "\"ADDRESS\"");
  }
}
