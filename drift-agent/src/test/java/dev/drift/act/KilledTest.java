package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import dev.drift.plan.ActReport;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The process is killed, or the network breaks, before or after each write in turn. The next run
/// finds out what happened, does nothing twice and leaves nothing half-done.
@Tag("cluster")
class KilledTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  /// A patch, a creation, a patch whose fields are handed over by another one, the restart of who
  /// reads what was patched, and a deletion.
  private static final int WRITES = 6;

  private static final int RESTART = 5;

  private static final String APPLIED =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: changed}
      data: {a: one}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: missing}
      data: {a: one}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: reader}
      spec:
        selector: {matchLabels: {app: reader}}
        template:
          metadata: {labels: {app: reader}}
          spec:
            containers:
            - name: reader
              image: example.com/reader:1
              envFrom: [{configMapRef: {name: changed}}]
      """;

  private static final String APPLIED_BY_SERVER =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{name: web, port: 80}]}
      """;

  private static final String POLICY =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: test}
      spec:
        actions:
          - name: one
            match: {kinds: [ConfigMap, Service]}
            action: revert
            allow: [delete, restart]
      """;

  @TempDir Path folder;

  enum Moment {
    BEFORE,
    AFTER
  }

  static Stream<Arguments> moments() {
    return IntStream.rangeClosed(1, WRITES)
        .boxed()
        .flatMap(write -> Stream.of(Moment.values()).map(moment -> Arguments.of(write, moment)));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void theNextRunGoesOn(int write, Moment moment, ControlPlane plane) throws Exception {
    String namespace = "killed-%d-%s".formatted(write, moment).toLowerCase(Locale.ROOT);
    Path git = deploy(plane, namespace);
    try (RequestRelay relay = new RequestRelay(plane)) {
      Path kubeconfig = relay.kubeconfig(folder);
      Process drift = start(git, kubeconfig, namespace);
      relay.set(
          new RequestRelay.Hook() {
            @Override
            public boolean before(RequestRelay.Write one) {
              return !(one.number() == write && moment == Moment.BEFORE) || kill(drift);
            }

            @Override
            public boolean after(RequestRelay.Write one, int status) {
              return !(one.number() == write && moment == Moment.AFTER) || kill(drift);
            }
          });
      drift.waitFor();
      assertThat(drift.exitValue()).as("killed").isEqualTo(137);
      assertThat(relay.done()).hasSize(moment == Moment.AFTER ? write : write - 1);

      relay.set(new RequestRelay.Hook() {});
      ActReport next = acting(git, kubeconfig, namespace).revert();

      assertThat(next.report().drift()).isEmpty();
      assertThat(relay.done())
          .as("nothing was done twice")
          .extracting(one -> one.method() + " " + one.path())
          .containsExactlyInAnyOrder(
              "PATCH /api/v1/namespaces/%s/configmaps/changed".formatted(namespace),
              "POST /api/v1/namespaces/%s/configmaps".formatted(namespace),
              "PATCH /api/v1/namespaces/%s/services/web".formatted(namespace),
              "PATCH /api/v1/namespaces/%s/services/web".formatted(namespace),
              "PATCH /apis/apps/v1/namespaces/%s/deployments/reader".formatted(namespace),
              "DELETE /api/v1/namespaces/%s/configmaps/stray".formatted(namespace));
      assertThat(next.settled()).as("what the killed run left").isNotEmpty();
      assertThat(managers(plane, namespace)).containsExactly("kubectl Apply");
      assertConsistent();
    }
  }

  /// The connection breaks after the request was sent: nobody knows whether the server acted.
  @ParameterizedTest
  @MethodSource("moments")
  void noWriteIsRepeatedBlindly(int write, Moment moment, ControlPlane plane) throws Exception {
    String namespace = "broken-%d-%s".formatted(write, moment).toLowerCase(Locale.ROOT);
    Path git = deploy(plane, namespace);
    try (RequestRelay relay = new RequestRelay(plane)) {
      Path kubeconfig = relay.kubeconfig(folder);
      relay.set(
          new RequestRelay.Hook() {
            @Override
            public boolean before(RequestRelay.Write one) {
              return !(one.number() == write && moment == Moment.BEFORE);
            }

            @Override
            public boolean after(RequestRelay.Write one, int status) {
              return !(one.number() == write && moment == Moment.AFTER);
            }
          });
      acting(git, kubeconfig, namespace).revert();
      relay.set(new RequestRelay.Hook() {});
      ActReport next = acting(git, kubeconfig, namespace).revert();

      assertThat(next.report().drift()).isEmpty();
      assertThat(relay.done())
          .as("nothing was done twice")
          .extracting(RequestRelay.Write::path)
          .hasSize(WRITES);
      assertThat(acting(git, kubeconfig, namespace).revert().settled())
          .as("nothing is left")
          .isEmpty();
      assertThat(managers(plane, namespace)).containsExactly("kubectl Apply");
      assertConsistent();
    }
  }

  @Test
  void twoRunsDoNotActWithOneRecord(ControlPlane plane) throws Exception {
    String namespace = "killed-two";
    Path git = deploy(plane, namespace);
    try (RequestRelay relay = new RequestRelay(plane)) {
      Path kubeconfig = relay.kubeconfig(folder);
      List<Throwable> thrown = new ArrayList<>();
      relay.set(
          new RequestRelay.Hook() {
            @Override
            public boolean before(RequestRelay.Write one) {
              try {
                acting(git, kubeconfig, namespace).revert();
              } catch (RuntimeException e) {
                thrown.add(e);
              }
              return true;
            }
          });
      ActReport first = acting(git, kubeconfig, namespace).revert();

      assertThat(first.report().drift()).isEmpty();
      assertThat(thrown)
          .hasSize(WRITES)
          .allSatisfy(it -> assertThat(it).hasMessageContaining("another run of Drift is acting"));
    }
  }

  /// A restart that could not be sent, for want of a network or a right, is made up for, and only
  /// if nobody else has restarted the workload meanwhile.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLostRestartIsMadeUpForUnlessSomebodyElseDid(boolean somebodyElse, ControlPlane plane)
      throws Exception {
    String namespace = "restart-lost-" + somebodyElse;
    Path git = deploy(plane, namespace);
    try (RequestRelay relay = new RequestRelay(plane)) {
      Path kubeconfig = relay.kubeconfig(folder);
      relay.set(
          new RequestRelay.Hook() {
            @Override
            public boolean before(RequestRelay.Write one) {
              return one.number() != RESTART;
            }
          });
      acting(git, kubeconfig, namespace).revert();
      assertThat(restarts(plane, namespace)).isEmpty();
      if (somebodyElse) {
        String now = Instant.now().plus(Duration.ofMinutes(61)).toString();
        plane
            .kubectl(
                "-n",
                namespace,
                "patch",
                "deployment/reader",
                "-p",
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}}}"
                    .formatted("kubectl.kubernetes.io/restartedAt", now))
            .orThrow();
      }
      String before = restarts(plane, namespace);
      relay.set(new RequestRelay.Hook() {});

      ActReport next = acting(git, kubeconfig, namespace).revert();

      assertThat(next.settled())
          .extracting(it -> it.resource() + ": " + it.outcome().kind())
          .containsExactly(
              "Deployment %s/reader: %s"
                  .formatted(namespace, somebodyElse ? "ALREADY_DONE" : "DONE"));
      String after = restarts(plane, namespace);
      assertThat(after.equals(before)).isEqualTo(somebodyElse);
      assertThat(acting(git, kubeconfig, namespace).revert().settled()).isEmpty();
      assertThat(restarts(plane, namespace)).as("once").isEqualTo(after);
      assertConsistent();
    }
  }

  /// If the policy no longer allows the restart, it is said, once.
  @Test
  void aLostRestartThatIsNoLongerAllowedIsSaid(ControlPlane plane) throws Exception {
    String namespace = "restart-forbidden";
    Path git = deploy(plane, namespace);
    try (RequestRelay relay = new RequestRelay(plane)) {
      Path kubeconfig = relay.kubeconfig(folder);
      relay.set(
          new RequestRelay.Hook() {
            @Override
            public boolean before(RequestRelay.Write one) {
              return one.number() != RESTART;
            }
          });
      acting(git, kubeconfig, namespace).revert();
      relay.set(new RequestRelay.Hook() {});
      Files.writeString(folder.resolve("policy.yaml"), POLICY.replace(", restart]", "]"));

      ActReport next = acting(git, kubeconfig, namespace).revert();

      assertThat(next.settled())
          .extracting(it -> it.resource() + ": " + it.outcome().sentence())
          .containsExactly(
              ("Deployment %s/reader: an earlier run put back ConfigMap %s/changed, which it reads,"
                      + " and did not get to restart it; no policy rule allows that any more, so"
                      + " restart it by hand: kubectl rollout restart deployment/reader -n %s")
                  .formatted(namespace, namespace, namespace));
      assertThat(restarts(plane, namespace)).isEmpty();
      assertThat(acting(git, kubeconfig, namespace).revert().settled()).isEmpty();
      assertConsistent();
    }
  }

  private static String restarts(ControlPlane plane, String namespace) {
    return plane
        .kubectl(
            "-n",
            namespace,
            "get",
            "deployment/reader",
            "-o",
            "jsonpath={.spec.template.metadata.annotations.kubectl\\.kubernetes\\.io/restartedAt}")
        .orThrow()
        .stdout();
  }

  private Acting acting(Path git, Path kubeconfig, String namespace) {
    return acting(git, kubeconfig, namespace, folder);
  }

  /// In an hour, when the stray object is old enough to be deleted.
  private static Acting acting(Path git, Path kubeconfig, String namespace, Path folder) {
    return new Acting(git, kubeconfig, namespace, folder.resolve("record"), Optional.of("head"))
        .under(folder.resolve("policy.yaml"))
        .after(Duration.ofHours(1));
  }

  /// The process that is killed.
  static final class Reverting {
    private Reverting() {}

    public static void main(String[] arguments) {
      acting(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2], Path.of(arguments[3]))
          .revert();
    }
  }

  private static boolean kill(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /// Every act that was begun has one outcome.
  private void assertConsistent() throws IOException {
    List<String> begun = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("record"))) {
      Path journal = files.filter(it -> it.endsWith("journal.jsonl")).findFirst().orElseThrow();
      for (String line : Files.readAllLines(journal)) {
        Value.Obj entry =
            (Value.Obj)
                JsonReader.read(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        switch (entry.text("type").orElseThrow()) {
          case "intent" -> begun.add(entry.text("id").orElseThrow());
          case "outcome" -> ended.add(entry.text("id").orElseThrow());
          default -> {}
        }
      }
    }
    assertThat(begun).isNotEmpty().doesNotHaveDuplicates();
    assertThat(ended).containsExactlyInAnyOrderElementsOf(begun);
  }

  private static List<String> managers(ControlPlane plane, String namespace) {
    return plane
        .kubectl(
            "-n",
            namespace,
            "get",
            "service/web",
            "--show-managed-fields",
            "-o",
            "jsonpath={range .metadata.managedFields[*]}{.manager} {.operation}{\"\\n\"}{end}")
        .orThrow()
        .stdout()
        .lines()
        .toList();
  }

  private Path deploy(ControlPlane plane, String namespace) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Path git = Files.createDirectory(folder.resolve("git"));
    Files.writeString(git.resolve("applied.yaml"), APPLIED);
    Files.writeString(git.resolve("server.yaml"), APPLIED_BY_SERVER);
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane.kubectl("-n", namespace, "apply", "-f", git.resolve("applied.yaml").toString()).orThrow();
    plane
        .kubectl(
            "-n", namespace, "apply", "--server-side", "-f", git.resolve("server.yaml").toString())
        .orThrow();
    plane
        .kubectl("-n", namespace, "patch", "cm/changed", "-p", "{\"data\":{\"a\":\"edited\"}}")
        .orThrow();
    plane.kubectl("-n", namespace, "delete", "cm/missing").orThrow();
    plane.kubectl("-n", namespace, "create", "cm", "stray").orThrow();
    plane
        .kubectl(
            "-n",
            namespace,
            "patch",
            "service/web",
            "-p",
            "{\"spec\":{\"selector\":{\"app\":\"x\"}}}")
        .orThrow();
    return git;
  }

  /// It needs a second to start, in which the hook is set.
  private Process start(Path git, Path kubeconfig, String namespace) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Reverting.class.getName(),
                git.toString(),
                kubeconfig.toString(),
                namespace,
                folder.toString())
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    return builder.start();
  }
}
