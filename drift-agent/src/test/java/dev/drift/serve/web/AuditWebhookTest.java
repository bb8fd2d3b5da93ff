package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.attribute.LoggedRequest;
import dev.drift.config.Deployers;
import dev.drift.config.Listen;
import dev.drift.config.WebConfig;
import dev.drift.model.value.Value;
import dev.drift.requestlog.AuditedWrite;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real API server sends its request log to the real server, over HTTPS: over HTTP, API servers
/// do not send the token of the webhook's kubeconfig.
@Tag("cluster")
class AuditWebhookTest {

  @Test
  void writesArriveOnceAndSayWho(@TempDir Path folder) throws IOException {
    ServerCertificates certificates = ServerCertificates.create(folder, "RSA", true);
    WebConfig config = certificates.https(new Listen("127.0.0.1", 0));
    TestDaemon daemon =
        new TestDaemon(config, TestDaemon.SECRETS, List.of(TestDaemon.drifted("prod")));
    int port = daemon.server.address().getPort();
    Path kubeconfig =
        Files.writeString(
            folder.resolve("webhook.yaml"),
            """
      apiVersion: v1
      kind: Config
      clusters:
        - {name: drift, cluster: {server: "%s", certificate-authority: %s}}
      users:
        - {name: api-server, user: {token: %s}}
      contexts:
        - {name: drift, context: {cluster: drift, user: api-server}}
      current-context: drift
      """
                .formatted(
                    daemon.url("/hooks/audit/prod").replace("http:", "https:"),
                    certificates.certificate(),
                    TestDaemon.AUDIT_TOKEN));
    try (ControlPlane plane =
        ControlPlane.start(
            ControlPlaneOptions.apiServerOnly()
                .withApiServerArguments(
                    List.of(
                        "--audit-webhook-config-file=" + kubeconfig,
                        "--audit-webhook-batch-max-wait=200ms",
                        "--audit-webhook-initial-backoff=500ms")))) {
      plane
          .kubectl(
              "create",
              "clusterrolebinding",
              "dev",
              "--clusterrole=cluster-admin",
              "--group=developers")
          .orThrow();
      String alice = plane.kubeconfigFor("alice", "developers").toString();
      Calls.eventually(
          "alice may create",
          () ->
              plane
                  .kubectl(
                      "--kubeconfig=" + alice,
                      "create",
                      "configmap",
                      "undone",
                      "--from-literal=a=b")
                  .succeeded());
      plane.kubectl("--kubeconfig=" + alice, "get", "configmaps").orThrow();
      plane.kubectl("--kubeconfig=" + alice, "delete", "configmap", "undone").orThrow();

      Calls.eventually("the deletion arrives", () -> find(daemon, "delete", "undone").isPresent());
      AuditedWrite created = find(daemon, "create", "undone").orElseThrow();
      LoggedRequest request = created.request();
      assertThat(request.user()).isEqualTo("alice");
      assertThat(created.groups()).contains("developers", "system:authenticated");
      assertThat(request.resource()).isEqualTo("configmaps");
      assertThat(request.namespace()).isEqualTo("default");
      assertThat(request.tool()).startsWith("kubectl/v1.");
      assertThat(request.manager()).isEqualTo("kubectl-create");
      assertThat(request.code()).isEqualTo(201);
      assertThat(((Value.Obj) request.body().orElseThrow()).object("data").text("a")).contains("b");
      assertThat(find(daemon, "delete", "undone").orElseThrow().request().user())
          .isEqualTo("alice");
      assertThat(daemon.writes).noneMatch(it -> it.request().verb().equals("get"));
      assertThat(daemon.writes.stream().map(AuditedWrite::id)).doesNotHaveDuplicates();

      Deployers nobody = Deployers.NONE;
      Deployers developers = new Deployers(List.of(new Deployers.Entry.Group("developers")));
      assertThat(nobody.includes(request.user(), created.groups())).isFalse();
      assertThat(developers.includes(request.user(), created.groups())).isTrue();
      assertThat(daemon.writes)
          .filteredOn(it -> it.request().user().equals("system:apiserver"))
          .allMatch(it -> nobody.includes(it.request().user(), it.groups()));

      // While nobody listens, the API server keeps its events; then it sends them again.
      daemon.close();
      plane.kubectl("create", "configmap", "meanwhile").orThrow();
      try (TestDaemon restarted =
          new TestDaemon(
              config.at(new Listen("127.0.0.1", port)),
              TestDaemon.SECRETS,
              List.of(TestDaemon.drifted("prod")))) {
        Calls.eventually(
            "what happened meanwhile arrives",
            () -> find(restarted, "create", "meanwhile").isPresent());
      }
    } finally {
      daemon.close();
    }
  }

  private static Optional<AuditedWrite> find(TestDaemon daemon, String verb, String name) {
    return daemon.writes.stream()
        .filter(it -> it.request().verb().equals(verb))
        .filter(it -> it.request().name().equals(name))
        .findFirst();
  }
}
