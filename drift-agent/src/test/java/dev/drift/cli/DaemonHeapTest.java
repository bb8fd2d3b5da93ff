package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.read.Clusters;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What `drift serve` keeps in memory: whoever reads a dump of its heap learns no secret of the
/// cluster.
@Tag("cluster")
class DaemonHeapTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String NAMESPACE = "serve-heap";
  private static final String AT_START = "pl4nted-before-the-daemon-began";
  private static final String WATCHED = "pl4nted-while-the-daemon-watched";
  private static final String IN_CONFIG = "pl4nted-in-a-configmap-of-trino";
  private static final String KNOWN = "a-value-that-is-no-secret-and-is-found";

  private static final int MOST_DUMPS = 5;

  @TempDir Path folder;

  private static String manifests(String password, String key, String mode) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: login, namespace: %1$s}
    stringData: {password: %2$s}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: catalog, namespace: %1$s}
    data:
      hive.properties: |
        connector.name=hive
        hive.s3.aws-secret-key=%3$s
      mode: %4$s
    """
        .formatted(NAMESPACE, password, key, mode);
  }

  @Test
  void noSecretOfTheClusterIsKept(ControlPlane plane) throws Exception {
    plane.kubectl("create", "namespace", NAMESPACE).orThrow();
    Path git = Files.createDirectory(folder.resolve("git"));
    Files.writeString(git.resolve("all.yaml"), manifests("of-git", "of-git", "plain"));
    plane.kubectl("apply", "-f", git.resolve("all.yaml").toString()).orThrow();
    edit(plane, "secret/login", "stringData: {password: %s}".formatted(AT_START));
    edit(plane, "cm/catalog", "data: {mode: %s}".formatted(KNOWN));
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: test}
            spec:
              actions:
                - name: undo
                  match: {kinds: [Secret]}
                  action: revert
            """);
    try (ServeProcess daemon =
        new ServeProcess(
            folder,
            "--repo=" + git,
            "--kubeconfig=" + plane.kubeconfig(),
            "--namespace=" + NAMESPACE,
            "--act",
            "--applied=head",
            "--policy=" + policy,
            "--store=" + folder.resolve("drift.db"),
            "--listen=off")) {
      // What was there is put back, and with it a secret was read as it is.
      daemon.prints("patch Secret serve-heap/login: done", 1);
      edit(
          plane,
          "cm/catalog",
          "data: {hive.properties: \"connector.name=hive\\nhive.s3.aws-secret-key=%s\"}"
              .formatted(IN_CONFIG));
      edit(plane, "secret/login", "stringData: {password: %s}".formatted(WATCHED));
      daemon.prints("patch Secret serve-heap/login: done", 2);
      daemon.prints("ended SEC", 2);
      daemon.prints("CFG010 ConfigMap serve-heap/catalog", 1);

      Path dump = dump(daemon);

      assertThat(found(dump, List.of(KNOWN))).as("the search finds what is there").hasSize(1);
      List<String> secrets =
          Stream.of(AT_START, WATCHED, IN_CONFIG).flatMap(it -> Stream.of(it, base64(it))).toList();
      List<String> left = found(dump, secrets);
      // A thread that has just printed what it did may still hold what it read.
      for (int i = 0; !left.isEmpty() && i < MOST_DUMPS; i++) {
        Thread.sleep(2_000);
        left = found(dump(daemon), secrets);
      }
      assertThat(left).isEmpty();
    }
  }

  private static void edit(ControlPlane plane, String object, String patch) {
    plane
        .kubectl("-n", NAMESPACE, "patch", object, "--field-manager=kubectl-edit", "-p", patch)
        .orThrow();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /// Only what is reachable: Java collects the rest first.
  private Path dump(ServeProcess daemon) throws IOException, InterruptedException {
    Path dump = folder.resolve("heap.hprof");
    Files.deleteIfExists(dump);
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(daemon.pid()),
                "GC.heap_dump",
                dump.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(jcmd.exitValue()).as(said).isZero();
    return dump;
  }

  /// Those of the texts that are in the file, as bytes or as characters.
  private static List<String> found(Path file, List<String> texts) throws IOException {
    List<String> found = new ArrayList<>();
    for (String text : texts) {
      if (contains(file, text.getBytes(UTF_8)) || contains(file, text.getBytes(UTF_16BE))) {
        found.add(text);
      }
    }
    return found;
  }

  private static boolean contains(Path file, byte[] wanted) throws IOException {
    byte[] window = new byte[1 << 20];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int kept = 0;
      int read;
      while ((read = in.read(window, kept, window.length - kept)) > 0) {
        int length = kept + read;
        for (int i = 0; i + wanted.length <= length; i++) {
          if (window[i] == wanted[0]
              && Arrays.equals(window, i, i + wanted.length, wanted, 0, wanted.length)) {
            return true;
          }
        }
        kept = Math.min(length, wanted.length - 1);
        System.arraycopy(window, length - kept, window, 0, kept);
      }
    }
    return false;
  }
}
