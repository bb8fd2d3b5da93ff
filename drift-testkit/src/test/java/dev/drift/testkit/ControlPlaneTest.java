package dev.drift.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("cluster")
@ExtendWith(ControlPlaneExtension.class)
class ControlPlaneTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ControlPlane plane;

  ControlPlaneTest(ControlPlane plane) {
    this.plane = plane;
  }

  @Test
  void saysItsVersion() {
    JsonNode version = json(plane.kubectl("version", "--output=json").orThrow().stdout());
    assertThat(version.at("/serverVersion/gitVersion").asText())
        .isEqualTo("v" + Binaries.KUBERNETES_VERSION);
    assertThat(version.at("/clientVersion/gitVersion").asText())
        .isEqualTo("v" + Binaries.KUBERNETES_VERSION);
  }

  @Test
  void deploymentsGetReadyPodsAndJobsComplete() {
    plane.kubectl("create", "namespace", "workloads").orThrow();
    apply("workloads", "workloads.yaml");

    plane.awaitSettled(PATIENCE);

    assertThat(read("workloads", "deployment/web", "{.status.readyReplicas}")).isEqualTo("2");
    assertThat(read("workloads", "daemonset/agent", "{.status.numberReady}")).isEqualTo("3");
    assertThat(read("workloads", "job/migrate", "{.status.succeeded}")).isEqualTo("1");
    assertThat(read("workloads", "pods", "{.items[*].status.phase}"))
        .contains("Running", "Succeeded")
        .doesNotContain("Pending", "Failed");
  }

  @Test
  void claimsBindGrowAndAreReclaimed() {
    plane.kubectl("create", "namespace", "storage").orThrow();
    apply("storage", "storage.yaml");

    plane.awaitSettled(PATIENCE);

    assertThat(read("storage", "statefulset/db", "{.status.readyReplicas}")).isEqualTo("2");
    assertThat(read("storage", "pvc/data-db-0", "{.status.phase}")).isEqualTo("Bound");
    assertThat(read("storage", "pvc/waits", "{.status.phase}")).isEqualTo("Pending");
    String volume = read("storage", "pvc/data-db-0", "{.spec.volumeName}");
    assertThat(volume).isEqualTo("pvc-" + read("storage", "pvc/data-db-0", "{.metadata.uid}"));
    assertThat(read("storage", "pv/" + volume, "{.spec.csi.driver}"))
        .isEqualTo("disk.csi.example.com");

    patch("storage", "pvc/data-db-0", "{'spec':{'resources':{'requests':{'storage':'2Gi'}}}}");
    plane.awaitSettled(PATIENCE);
    assertThat(read("storage", "pvc/data-db-0", "{.status.capacity.storage}")).isEqualTo("2Gi");

    plane.kubectl("delete", "statefulset/db", "pvc/data-db-0", "-n", "storage").orThrow();
    plane.awaitSettled(PATIENCE);
    assertThat(plane.kubectl("get", "pv", volume).stderr()).contains("NotFound");
  }

  @Test
  void namespacesAreDeletedWithWhatIsInThem() {
    plane.kubectl("create", "namespace", "brief").orThrow();
    plane.kubectl("create", "configmap", "settings", "--namespace=brief").orThrow();

    KubectlResult deletion =
        plane.kubectl("delete", "namespace", "brief", "--timeout=60s").orThrow();

    assertThat(deletion.stdout()).contains("deleted");
    assertThat(plane.kubectl("get", "namespace", "brief").stderr()).contains("NotFound");
  }

  @Test
  void usersMayDoWhatRbacSays() {
    plane.kubectl("create", "namespace", "team").orThrow();
    plane
        .kubectl(
            "create",
            "rolebinding",
            "view",
            "--clusterrole=view",
            "--group=readers",
            "--namespace=team")
        .orThrow();

    Path alice = plane.kubeconfigFor("alice");
    Path carol = plane.kubeconfigFor("carol", "readers", "writers");

    assertThat(as(alice, "auth", "whoami", "--output=jsonpath={.status.userInfo.groups}"))
        .contains("developers");
    assertThat(plane.kubectl().as(alice).run("get", "pods", "--namespace=team").stderr())
        .contains("Forbidden", "User \"alice\" cannot list resource \"pods\"");
    assertThat(as(carol, "get", "configmaps", "--namespace=team", "--output=name"))
        .contains("configmap/kube-root-ca.crt");
    assertThat(plane.kubectl().as(carol).run("get", "secrets", "--namespace=team").exit())
        .isEqualTo(1);
  }

  @Test
  void theAuditLogHasWhoChangedWhat() throws IOException {
    plane.kubectl("create", "configmap", "audited", "--from-literal=size=small").orThrow();
    patch("default", "configmap/audited", "{'data':{'size':'large'}}");

    try (var lines = Files.lines(plane.auditLog())) {
      assertThat(lines.map(ControlPlaneTest::json))
          .filteredOn(event -> event.at("/verb").asText().equals("patch"))
          .filteredOn(event -> event.at("/objectRef/name").asText().equals("audited"))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.at("/level").asText()).isEqualTo("Request");
                assertThat(event.at("/user/username").asText()).isEqualTo("admin");
                assertThat(event.at("/userAgent").asText()).startsWith("kubectl/");
                assertThat(event.at("/requestObject/data/size").asText()).isEqualTo("large");
              });
    }
  }

  @Test
  void whatDoesNotSettleIsNamed() {
    plane.kubectl("create", "namespace", "stuck").orThrow();
    plane.kubectlWithInput(resource("no-class.yaml"), "apply", "-n", "stuck", "-f-").orThrow();

    assertThatThrownBy(() -> plane.awaitSettled(Duration.ofSeconds(3)))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessage(
            "The cluster did not settle in 3 seconds: persistentvolumeclaims/stuck/orphan is"
                + " Pending.");

    plane.kubectl("delete", "pvc/orphan", "-n", "stuck").orThrow();
  }

  @Test
  void kubectlRunsInACleanEnvironment(@TempDir Path folder) throws IOException {
    Path editor = Files.writeString(folder.resolve("edit.sh"), "env > " + folder + "/env\n");

    plane
        .kubectl()
        .in(folder)
        .with("KUBE_EDITOR", "sh edit.sh")
        .run("edit", "configmap/kube-root-ca.crt")
        .orThrow();

    assertThat(editor).isRegularFile();
    assertThat(Files.readString(folder.resolve("env")).toLowerCase(Locale.ROOT))
        .contains("home=" + plane.workDirectory().toString().toLowerCase(Locale.ROOT))
        .doesNotContain("proxy");
  }

  private void apply(String namespace, String file) {
    plane.kubectlWithInput(resource(file), "apply", "-n", namespace, "-f-").orThrow();
  }

  private void patch(String namespace, String name, String change) {
    plane
        .kubectl("patch", name, "-n", namespace, "--type=merge", "-p", change.replace('\'', '"'))
        .orThrow();
  }

  private String read(String namespace, String name, String path) {
    return plane.kubectl("get", name, "-n", namespace, "-o", "jsonpath=" + path).orThrow().stdout();
  }

  private String as(Path kubeconfig, String... arguments) {
    return plane.kubectl().as(kubeconfig).run(arguments).orThrow().stdout();
  }

  private static JsonNode json(String text) {
    return new ApiClient.Answer(200, text).json();
  }

  private static String resource(String name) {
    try (var stream = ControlPlaneTest.class.getResourceAsStream(name)) {
      return new String(requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
