package dev.drift.deploy;

import static dev.drift.deploy.Rendered.at;
import static dev.drift.deploy.Rendered.list;
import static dev.drift.deploy.Rendered.map;
import static dev.drift.deploy.Rendered.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.KubectlResult;
import dev.drift.testkit.TokenUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// The overlays of `manifests/`, rendered by `kubectl kustomize` and applied to a control plane
/// whose admission enforces Pod Security and whose controllers create the Pods.
@Tag("cluster")
class ManifestsTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      // The user makes it a control plane of its own.
      ControlPlaneExtension.with(
          ControlPlaneOptions.defaults()
              .withUsers(List.of(new TokenUser("manifests", "manifests"))));

  private static final Path OVERLAYS =
      Path.of("../manifests/overlays").toAbsolutePath().normalize();

  private static final String STORAGE =
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata:
        name: standard
        annotations: {storageclass.kubernetes.io/is-default-class: "true"}
      provisioner: volumes.testkit.drift.dev
      """;
  private static final String LABEL = "pod-security.kubernetes.io/enforce";

  /// The fields of a Pod without which the restricted standard refuses it:
  /// https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
  private static final List<List<Object>> REQUIRED =
      List.of(
          List.of("spec", "securityContext", "runAsNonRoot"),
          List.of("spec", "securityContext", "seccompProfile"),
          List.of("spec", "containers", 0, "securityContext", "allowPrivilegeEscalation"),
          List.of("spec", "containers", 0, "securityContext", "capabilities"));

  private static Rendered render(ControlPlane plane, String overlay) {
    KubectlResult rendered =
        plane.kubectl("kustomize", OVERLAYS.resolve(overlay).toString()).orThrow();
    assertThat(rendered.stderr()).isEmpty();
    return Rendered.of(rendered.stdout());
  }

  private static Rendered apply(ControlPlane plane, String overlay) {
    Rendered rendered = render(plane, overlay);
    KubectlResult applied =
        plane.kubectlWithInput(rendered.text(), "apply", "--validate=strict", "-f", "-").orThrow();
    assertThat(applied.stderr()).as("warnings of the API server").isEmpty();
    return rendered;
  }

  /// For the claim of the record.
  @BeforeEach
  void createStorageClass(ControlPlane plane) {
    plane.kubectlWithInput(STORAGE, "apply", "-f", "-").orThrow();
  }

  /// The rest is the same in all overlays.
  @AfterEach
  void deleteWorkloads(ControlPlane plane) {
    plane
        .kubectl(
            "-n", "drift", "delete", "cronjob,job,deployment,pdb", "--all", "--cascade=foreground")
        .orThrow();
  }

  @Test
  void theCronJobsPodsAreCreatedInTheRestrictedNamespace(ControlPlane plane) {
    apply(plane, "cronjob");

    plane.kubectl("-n", "drift", "create", "job", "now", "--from=cronjob/drift").orThrow();
    KubectlResult waited =
        plane.kubectl(
            "-n", "drift", "wait", "--for=condition=Complete", "job/now", "--timeout=60s");
    assertThat(waited.exit()).as(waited.stderr() + events(plane)).isZero();
    assertThat(
            plane
                .kubectl(
                    "-n", "drift", "get", "pvc/drift-record", "--output=jsonpath={.status.phase}")
                .orThrow()
                .stdout())
        .isEqualTo("Bound");
  }

  @Test
  void aJobMadeAsThePageShowsReadsTheRecord(ControlPlane plane) throws IOException {
    apply(plane, "cronjob");
    Path kubectl = plane.kubectl().binary();
    String line = DeployPage.block("kubectl -n drift create job status");
    KubectlResult ran =
        plane
            .kubectl()
            .program(Path.of("/bin/sh"))
            .with("PATH", kubectl.getParent() + ":" + System.getenv("PATH"))
            .run("-c", line.substring(0, line.indexOf("kubectl -n drift logs")))
            .orThrow();
    assertThat(ran.stderr()).isEmpty();
    assertThat(
            plane
                .kubectl(
                    "-n",
                    "drift",
                    "get",
                    "job/status",
                    "--output=jsonpath={.spec.template.spec.containers[0].args}")
                .orThrow()
                .stdout())
        .isEqualTo("[\"status\",\"--store=/var/lib/drift/drift.db\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemon", "daemon-ha"})
  void theDaemonsPodsAreCreatedInTheRestrictedNamespace(String overlay, ControlPlane plane) {
    Rendered rendered = apply(plane, overlay);

    KubectlResult rollout =
        plane.kubectl("-n", "drift", "rollout", "status", "deployment/drift", "--timeout=60s");
    assertThat(rollout.exit()).as(rollout.stderr() + events(plane)).isZero();
    List<String> nodes =
        plane
            .kubectl("-n", "drift", "get", "pods", "--output=jsonpath={.items[*].spec.nodeName}")
            .orThrow()
            .stdout()
            .lines()
            .flatMap(line -> Stream.of(line.split(" ")))
            .toList();
    assertThat(nodes).hasSize(overlay.equals("daemon") ? 1 : 2).doesNotHaveDuplicates();
    assertThat(rendered.has("PodDisruptionBudget")).isEqualTo(overlay.equals("daemon-ha"));
    assertThat(
            plane
                .kubectl(
                    "-n",
                    "drift",
                    "get",
                    "endpointslices",
                    "--output=jsonpath={.items[*].ports[*].port}")
                .orThrow()
                .stdout())
        .isEqualTo("8080");
    if (overlay.equals("daemon-ha")) {
      plane
          .kubectl(
              "-n",
              "drift",
              "wait",
              "--for=jsonpath={.status.disruptionsAllowed}=1",
              "pdb/drift",
              "--timeout=30s")
          .orThrow();
    }
  }

  @Test
  void aPodOfTheTemplateIsAdmittedAndOneWithoutItsSecurityContextIsNot(ControlPlane plane) {
    assertThat(text(apply(plane, "cronjob").one("Namespace"), "metadata", "labels", LABEL))
        .isEqualTo("restricted");
    for (String overlay : List.of("cronjob", "daemon", "daemon-ha", "revert")) {
      KubectlResult admitted = create(plane, pod(render(plane, overlay).template()));
      assertThat(admitted.exit()).as(admitted.stderr()).isZero();
      assertThat(admitted.stderr()).isEmpty();
    }
    // What the restricted standard asks for; each is needed.
    Map<?, ?> template = render(plane, "cronjob").template();
    for (List<Object> field : REQUIRED) {
      KubectlResult refused = create(plane, pod(template, field.toArray()));
      assertThat(refused.exit()).as(field.toString()).isNotZero();
      assertThat(refused.stderr())
          .contains("violates PodSecurity \"restricted:latest\"")
          .contains(field.getLast().toString());
    }
  }

  /// What the standard does not ask for, and the overlays promise.
  @ParameterizedTest
  @ValueSource(strings = {"cronjob", "daemon", "daemon-ha", "revert"})
  void podsWriteOnlyIntoVolumesAndGetTheirTokenByAProjectedVolume(
      String overlay, ControlPlane plane) {
    Rendered rendered = render(plane, overlay);
    Map<?, ?> pod = map(rendered.template(), "spec");
    Map<?, ?> container = map(pod, "containers", 0);

    assertThat(at(container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
    assertThat(at(pod, "securityContext", "runAsUser")).isEqualTo(65532);
    assertThat(at(pod, "automountServiceAccountToken")).isEqualTo(false);
    assertThat(at(rendered.one("ServiceAccount"), "automountServiceAccountToken")).isEqualTo(false);
    assertThat(map(container, "resources", "requests").keySet().stream().map(Object::toString))
        .containsExactlyInAnyOrder("cpu", "memory", "ephemeral-storage");
    assertThat(map(container, "resources", "limits").keySet().stream().map(Object::toString))
        .contains("memory", "ephemeral-storage");
    assertThat(mounts(container))
        .containsEntry("/var/run/secrets/kubernetes.io/serviceaccount", "token")
        .containsEntry("/tmp", "tmp")
        .containsEntry("/var/cache/drift", "cache")
        .containsEntry("/etc/drift", "config");
    Map<?, ?> token = volume(pod, "token");
    assertThat(text(token, "projected", "sources", 0, "serviceAccountToken", "path"))
        .isEqualTo("token");
    assertThat(
            (Integer)
                at(token, "projected", "sources", 0, "serviceAccountToken", "expirationSeconds"))
        .isLessThan(3700);
    assertThat(
            text(
                rendered.one("NetworkPolicy", "drift"),
                "spec",
                "podSelector",
                "matchLabels",
                "app.kubernetes.io/name"))
        .isEqualTo(text(rendered.template(), "metadata", "labels", "app.kubernetes.io/name"));
  }

  @Test
  void onlyTheOverlayThatRevertsMayWriteAndActs(ControlPlane plane) {
    for (String overlay : List.of("cronjob", "daemon", "daemon-ha")) {
      Rendered rendered = render(plane, overlay);
      assertThat(verbs(rendered)).as(overlay).isSubsetOf("get", "list", "watch");
      assertThat(arguments(rendered)).doesNotContain("--act");
      assertThat(text(rendered.one("ConfigMap", "drift-config"), "data", "drift.yaml"))
          .contains("- default.yaml")
          .doesNotContain("- strict.yaml");
    }
    Rendered revert = render(plane, "revert");
    assertThat(verbs(revert)).containsOnly("get", "list", "create", "patch");
    assertThat(arguments(revert)).contains("--act");
    assertThat(text(revert.one("ConfigMap", "drift-config"), "data", "drift.yaml"))
        .contains("- strict.yaml")
        .doesNotContain("- default.yaml");
  }

  @Test
  void theAccountOfTheDaemonHaMayUseLeasesInItsOwnNamespaceOnly(ControlPlane plane) {
    apply(plane, "daemon-ha");
    String account = "--as=system:serviceaccount:drift:drift";
    assertThat(mayUpdateLeases(plane, account, "drift")).isEqualTo("yes");
    assertThat(mayUpdateLeases(plane, account, "kube-system")).isEqualTo("no");
  }

  private static String mayUpdateLeases(ControlPlane plane, String account, String namespace) {
    return plane
        .kubectl("auth", "can-i", "update", "leases.coordination.k8s.io", account, "-n", namespace)
        .stdout()
        .strip();
  }

  /// Of the cluster's roles.
  private static Set<String> verbs(Rendered rendered) {
    return rendered.objects().stream()
        .filter(it -> "ClusterRole".equals(it.get("kind")))
        .flatMap(it -> list(it, "rules").stream())
        .flatMap(it -> list((Map<?, ?>) it, "verbs").stream())
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  private static List<String> arguments(Rendered rendered) {
    return list(map(rendered.template(), "spec", "containers", 0), "args").stream()
        .map(Object::toString)
        .toList();
  }

  private static Map<String, String> mounts(Map<?, ?> container) {
    return list(container, "volumeMounts").stream()
        .collect(Collectors.toMap(it -> text(it, "mountPath"), it -> text(it, "name")));
  }

  private static Map<?, ?> volume(Map<?, ?> pod, String name) {
    return list(pod, "volumes").stream()
        .<Map<?, ?>>map(it -> (Map<?, ?>) it)
        .filter(it -> name.equals(it.get("name")))
        .findFirst()
        .orElseThrow();
  }

  /// A Pod of a template, as YAML.
  ///
  /// @param without the path of the field that it lacks; none for all of it
  private static String pod(Map<?, ?> template, Object... without) {
    Yaml yaml = new Yaml();
    Map<?, ?> copy = yaml.load(yaml.dump(template));
    if (without.length > 0) {
      Object[] parent = Arrays.copyOf(without, without.length - 1);
      map(copy, parent).remove(without[without.length - 1]);
    }
    return yaml.dump(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Pod",
            "metadata",
            Map.of("generateName", "probe-", "namespace", "drift"),
            "spec",
            at(copy, "spec")));
  }

  /// Admission is the same as of a Pod that is created; its volumes need not exist.
  private static KubectlResult create(ControlPlane plane, String pod) {
    return plane.kubectlWithInput(pod, "create", "--dry-run=server", "-f", "-");
  }

  private static String events(ControlPlane plane) {
    return plane.kubectl("-n", "drift", "get", "events").stdout();
  }
}
