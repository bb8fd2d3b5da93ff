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

/// The process is killed, or the network breaks, before or after each write in turn. The next run
/// finds out what happened, does nothing twice and leaves nothing half-done.
@Tag("cluster")
class KilledTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  /// A patch, a creation, and a patch whose fields are handed over by another one.
  private static final int WRITES = 4;

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
      """;

  private static final String APPLIED_BY_SERVER =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{name: web, port: 80}]}
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
              "PATCH /api/v1/namespaces/%s/services/web".formatted(namespace));
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

  private Acting acting(Path git, Path kubeconfig, String namespace) {
    return new Acting(git, kubeconfig, namespace, folder.resolve("record"), Optional.of("head"));
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
                "dev.drift.cli.Main",
                "revert",
                "--repo=" + git,
                "--namespace=" + namespace,
                "--default-namespace=" + namespace,
                "--kubeconfig=" + kubeconfig,
                "--record=" + folder.resolve("record"),
                "--applied=head",
                "--yes")
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    return builder.start();
  }
}
