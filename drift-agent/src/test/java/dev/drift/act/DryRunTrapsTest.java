package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// T13: the guard itself fails. A dry-run that cannot be had is never taken for one that shows no
/// difference.
@Tag("cluster")
class DryRunTrapsTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String SETTINGS =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: ours, b: ours, c: ours}\n";
  private static final String UNSUPPORTED =
      "no dry-run could be had (admission webhook \"t13.example.com\" does not support dry run); a"
          + " policy can allow acts without (allow: [withoutDryRun])";

  @TempDir Path folder;

  @AfterEach
  void removeWebhook(ControlPlane plane) {
    plane.kubectl("delete", "validatingwebhookconfiguration/t13", "--ignore-not-found").orThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void t13AWebhookWithoutDryRunMeansNoActUnlessPolicyAllows(boolean serverSide, ControlPlane plane)
      throws Exception {
    String namespace = "t13-change-" + serverSide;
    Acting drift = deployed(plane, namespace, serverSide);
    run(plane, namespace, "patch", "cm/settings", "-p", "{\"data\":{\"a\":\"theirs\"}}");
    addWebhook(plane, namespace);

    ActReport refused = drift.under(policy("")).unattended();

    assertThat(refused.outcomes().values())
        .containsExactly(new Outcome(Outcome.Kind.REFUSED, UNSUPPORTED));
    assertThat(data(plane, namespace)).isEqualTo("theirs");
    assertThat(refused.report().drift()).as("it still differs").isNotEmpty();

    ActReport done = drift.under(policy("withoutDryRun")).unattended();

    assertThat(Acting.kinds(done))
        .as(done.outcomes().toString())
        .containsExactly(Outcome.Kind.DONE);
    assertThat(data(plane, namespace)).isEqualTo("ours");
    assertThat(managers(plane, namespace))
        .isEqualTo(serverSide ? "kubectl" : "kubectl-client-side-apply");
  }

  @Test
  void t13AMissingObjectIsNotCreatedOnTheWordOfTheClient(ControlPlane plane) throws Exception {
    String namespace = "t13-create";
    Acting drift = deployed(plane, namespace, false);
    run(plane, namespace, "delete", "cm/settings");
    addWebhook(plane, namespace);

    ActReport refused = drift.under(policy("")).unattended();

    assertThat(refused.outcomes().values())
        .containsExactly(new Outcome(Outcome.Kind.REFUSED, UNSUPPORTED));
    assertThat(plane.kubectl("-n", namespace, "get", "cm/settings").exit()).isNotZero();

    assertThat(Acting.kinds(drift.under(policy("withoutDryRun")).unattended()))
        .containsExactly(Outcome.Kind.DONE);
    assertThat(data(plane, namespace)).isEqualTo("ours");
  }

  /// A failure may be over at the next run, so no policy makes up for it.
  @ParameterizedTest
  @CsvSource({"500, change", "504, change", "0, change", "500, create", "504, create", "0, create"})
  void t13AFailedDryRunIsNeverNoDifference(int status, String what, ControlPlane plane)
      throws Exception {
    String namespace = "t13-%s-%d".formatted(what, status);
    Acting drift = deployed(plane, namespace, false);
    if (what.equals("change")) {
      run(plane, namespace, "patch", "cm/settings", "-p", "{\"data\":{\"a\":\"theirs\"}}");
    } else {
      run(plane, namespace, "delete", "cm/settings");
    }
    String before = run(plane, namespace, "get", "cm", "-o", "json");
    try (RequestRelay relay = new RequestRelay(plane)) {
      relay.set(
          new RequestRelay.Hook() {
            @Override
            public OptionalInt dryRun() {
              return OptionalInt.of(status);
            }
          });

      ActReport report =
          new Acting(
                  drift.git(), relay.kubeconfig(folder), namespace, drift.record(), drift.applied())
              .under(policy("withoutDryRun"))
              .unattended();

      assertThat(report.outcomes().values())
          .singleElement()
          .satisfies(
              outcome -> {
                assertThat(outcome.kind().changed()).isFalse();
                assertThat(outcome.sentence()).contains("dry-run failed, so nothing was written");
              });
      assertThat(relay.done()).isEmpty();
    }
    assertThat(run(plane, namespace, "get", "cm", "-o", "json")).isEqualTo(before);
  }

  private Acting deployed(ControlPlane plane, String namespace, boolean serverSide) {
    GitRepo git = GitRepo.create(folder.resolve("git")).write("all.yaml", SETTINGS);
    git.commit();
    plane.kubectl("create", "namespace", namespace).orThrow();
    run(
        plane,
        namespace,
        "apply",
        "--server-side=" + serverSide,
        "-f",
        git.folder().resolve("all.yaml").toString());
    return new Acting(
        git.folder(), plane.kubeconfig(), namespace, folder.resolve("record"), Optional.of("head"));
  }

  private Path policy(String allow) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: test}
        spec:
          actions:
            - name: one
              match: {kinds: [ConfigMap], names: [settings]}
              action: revert
              allow: [%s]
        """
            .formatted(allow));
  }

  /// A webhook of the days of `v1beta1`: its API accepted side effects, `v1` refuses to store them
  /// and still serves what is stored. So it is written into etcd, where an upgrade would have left
  /// it. Nobody answers it, and its failures are ignored.
  private static void addWebhook(ControlPlane plane, String namespace) throws Exception {
    String webhook =
        """
        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration",
         "metadata":{"name":"t13","uid":"5d3c1f6e-0000-4000-8000-000000000013",
          "creationTimestamp":"2020-01-01T00:00:00Z"},
         "webhooks":[{"name":"t13.example.com","sideEffects":"Some","failurePolicy":"Ignore",
          "matchPolicy":"Equivalent","timeoutSeconds":1,"admissionReviewVersions":["v1"],
          "objectSelector":{},
          "namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"%s"}},
          "clientConfig":{"url":"https://127.0.0.1:1/"},
          "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE","UPDATE"],
           "resources":["configmaps"],"scope":"*"}]}]}
        """
            .formatted(namespace);
    String put =
        "{\"key\":\"%s\",\"value\":\"%s\"}"
            .formatted(base64("/registry/validatingwebhookconfigurations/t13"), base64(webhook));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(etcd(plane) + "/v3/kv/put"))
                  .POST(HttpRequest.BodyPublishers.ofString(put))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    String error = "";
    for (int i = 0; i < 100 && !error.contains("does not support dry run"); i++) {
      Thread.sleep(100); // The API server takes webhooks up after a while.
      error = plane.kubectl("-n", namespace, "create", "cm", "probe", "--dry-run=server").stderr();
    }
    assertThat(error).contains("does not support dry run");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String etcd(ControlPlane plane) {
    String listens = "--listen-client-urls=";
    return ProcessHandle.allProcesses()
        .map(
            process -> process.info().arguments().map(Stream::of).orElseGet(Stream::empty).toList())
        .filter(
            arguments ->
                arguments.stream()
                    .anyMatch(it -> it.startsWith("--data-dir=" + plane.workDirectory())))
        .flatMap(List::stream)
        .filter(argument -> argument.startsWith(listens))
        .findFirst()
        .orElseThrow()
        .substring(listens.length());
  }

  private static String data(ControlPlane plane, String namespace) {
    return run(plane, namespace, "get", "cm/settings", "-o", "jsonpath={.data.a}");
  }

  private static String managers(ControlPlane plane, String namespace) {
    return run(
        plane,
        namespace,
        "get",
        "cm/settings",
        "--show-managed-fields",
        "-o",
        "jsonpath={.metadata.managedFields[*].manager}");
  }

  private static String run(ControlPlane plane, String namespace, String... arguments) {
    return plane
        .kubectl(
            Stream.concat(Stream.of("-n", namespace), Stream.of(arguments)).toArray(String[]::new))
        .orThrow()
        .stdout();
  }
}
