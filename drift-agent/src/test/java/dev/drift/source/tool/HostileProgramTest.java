package dev.drift.source.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drift.model.origin.SourceFile;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program that renders may take of this machine, whatever the files say that it renders.
class HostileProgramTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final String CHART = "apiVersion: v2\nname: evil\nversion: 1.0.0\n";

  @TempDir Path temp;

  private static RenderTool tool(RenderProgram program) {
    return ((RenderTools.Found.Installed) Renderers.tools().find(program)).tool();
  }

  private RenderTool script(String text) throws IOException {
    Path file = temp.resolve("script");
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new RenderTool(RenderProgram.KUSTOMIZE, file, "v1.0.0");
  }

  private static List<SourceFile> files(String... namesAndTexts) {
    List<SourceFile> files = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.add(new SourceFile(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8)));
    }
    return files;
  }

  private static RenderLimits limits(int seconds, int memoryInMebibytes) {
    return new RenderLimits(
        Duration.ofSeconds(seconds), MEBIBYTE, memoryInMebibytes * 1024, MEBIBYTE);
  }

  private static String printed(RenderWorkspace.Result result) {
    return switch (result) {
      case RenderWorkspace.Result.Printed(byte[] output) -> new String(output, UTF_8);
      case RenderWorkspace.Result.Failed(String why) -> "FAILED: " + why;
    };
  }

  private static String failure(RenderWorkspace.Result result) {
    assertThat(result).isInstanceOf(RenderWorkspace.Result.Failed.class);
    return ((RenderWorkspace.Result.Failed) result).why();
  }

  private static RenderWorkspace.Result template(String template, String... more)
      throws IOException {
    List<SourceFile> files =
        new ArrayList<>(files("chart/Chart.yaml", CHART, "chart/templates/t.yaml", template));
    files.addAll(files(more));
    try (RenderWorkspace workspace = RenderWorkspace.of(files, limits(20, 1024))) {
      return workspace.run(tool(RenderProgram.HELM), List.of("template", "release", "chart"));
    }
  }

  /// The variables of Drift's own process, such as its credentials, are none of them.
  @Test
  void aProgramSeesOnlyTheEnvironmentThatItIsGiven() throws IOException {
    try (RenderWorkspace workspace = RenderWorkspace.of(List.of())) {
      String printed =
          printed(
              workspace.run(
                  new RenderTool(RenderProgram.KUSTOMIZE, Path.of("/usr/bin/env"), "v1.0.0"),
                  List.of()));

      assertThat(printed.lines().map(it -> it.substring(0, it.indexOf('='))))
          .containsExactlyInAnyOrder(
              "ALL_PROXY",
              "AWS_EC2_METADATA_DISABLED",
              "DRIFT_ERRORS",
              "GOMEMLIMIT",
              "HELM_CACHE_HOME",
              "HELM_CONFIG_HOME",
              "HELM_DATA_HOME",
              "HELM_PLUGINS",
              "HOME",
              "HTTPS_PROXY",
              "HTTP_PROXY",
              "KUBECONFIG",
              "LC_ALL",
              "PATH",
              "PWD",
              "REQUEST_METHOD",
              "SSL_CERT_DIR",
              "SSL_CERT_FILE",
              "TMPDIR");
      assertThat(printed).doesNotContain(System.getenv("PATH"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ .Files.Get \"../../secret\" }}",
        "{{ .Files.Get \"../secret\" }}",
        "{{ .Files.Get \"/etc/passwd\" }}",
        "{{ .Files.Get \"/proc/self/environ\" }}",
        "{{ range $p, $_ := .Files.Glob \"../**\" }}{{ $p }}{{ end }}",
        "{{ range .Files.Lines \"../secret\" }}{{ . }}{{ end }}",
        "{{ getHostByName \"localhost\" }}",
        "{{ lookup \"v1\" \"Secret\" \"default\" \"password\" | len | replace \"0\" \"\" | toString }}",
        "{{ (lookup \"v1\" \"Secret\" \"\" \"\").items }}"
      })
  void helmReadsNothingThatIsNotInTheChart(String expression) throws IOException {
    String printed =
        printed(
            template("value: '" + expression + "'\n", "secret", "hunter2", "chart/own", "mine"));

    assertThat(printed).doesNotContain("hunter2", "root:", "127.0.0.1", "PATH=");
    assertThat(printed.replace("\n", " "))
        .matches("--- # Source: evil/templates/t.yaml value: '' *|FAILED: helm ended with .*");
  }

  @Test
  void helmReadsWhatIsInTheChart() throws IOException {
    assertThat(printed(template("value: {{ .Files.Get \"own\" }}\n", "chart/own", "mine")))
        .contains("value: mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{ env \"HOME\" }}", "{{ expandenv \"$HOME\" }}"})
  void helmHasNoFunctionsForTheEnvironment(String expression) throws IOException {
    assertThat(failure(template(expression)))
        .startsWith("helm ended with exit code 1:")
        .contains("function \"" + expression.split(" ")[1] + "\" not defined");
  }

  @Test
  void schemasAndDependenciesAreNotFetched() throws IOException {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();

      assertThat(
              printed(
                  template(
                      "a: b\n",
                      "chart/values.schema.json",
                      "{\"$ref\": \"%s/schema.json\"}".formatted(url))))
          .contains("a: b");
      assertThat(
              printed(
                  template(
                      "a: b\n", "chart/values.schema.json", "{\"$ref\": \"file:///etc/passwd\"}")))
          .contains("a: b");
      assertThat(
              failure(
                  template(
                      "a: b\n",
                      "chart/Chart.yaml",
                      CHART
                          + "dependencies: [{name: d, version: 1.0.0, repository: '%s'}]\n"
                              .formatted(url))))
          .contains("missing in charts/ directory: d");
      assertThat(asked).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  /// Helm looks for plugins where its environment says, which is an empty folder.
  @Test
  void helmRunsNoPluginsOfTheRepository() throws IOException {
    List<SourceFile> files =
        files(
            "plugins/evil/plugin.yaml",
            "name: evil\nversion: 1.0.0\ncommand: touch " + temp.resolve("ran") + "\n",
            "chart/Chart.yaml",
            CHART);
    try (RenderWorkspace workspace = RenderWorkspace.of(files)) {
      assertThat(failure(workspace.run(tool(RenderProgram.HELM), List.of("evil"))))
          .contains("unknown command \"evil\"");
      assertThat(
              failure(
                  workspace.run(
                      tool(RenderProgram.HELM),
                      List.of("template", "r", "chart", "--post-renderer", "evil"))))
          .startsWith("helm ended with exit code 1:");
    }
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  @Test
  void endlessTemplatesEnd() throws IOException {
    String loop = "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}";
    assertThat(failure(template(loop))).contains("nested reference name");

    String large = "{{ range until 3000 }}{{ range until 1000 }}xxxxxxxxxx{{ end }}{{ end }}";
    assertThat(failure(template("a: " + large))).isEqualTo("helm printed more than 1 MiB");
  }

  @Test
  void aTemplateThatNeedsMuchMemoryEnds() throws IOException {
    assertThat(failure(template("a: {{ until 2000000000 | len }}")))
        .isEqualTo("helm needed more than 1024 MiB of memory");
  }

  @Test
  void aTemplateThatNeverEndsIsKilled() throws IOException {
    String bomb = "{{ tpl .Values.x . }}";
    List<SourceFile> files =
        files(
            "chart/Chart.yaml",
            CHART,
            "chart/values.yaml",
            "x: '{{ range until 1000000 }}{{ range until 1000000 }}{{ end }}{{ end }}'\n",
            "chart/templates/t.yaml",
            bomb);
    try (RenderWorkspace workspace = RenderWorkspace.of(files, limits(2, 1024))) {
      assertThat(
              failure(
                  workspace.run(tool(RenderProgram.HELM), List.of("template", "release", "chart"))))
          .isEqualTo("helm took longer than 2 seconds");
    }
  }

  /// Each of 20 levels includes the level below it twice: a million resources.
  @Test
  void endlessIncludesEnd() throws IOException {
    List<SourceFile> files =
        new ArrayList<>(
            files(
                "level0/kustomization.yaml",
                "resources: [a.yaml]\n",
                "level0/a.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"));
    for (int level = 1; level <= 20; level++) {
      for (String side : List.of("l", "r")) {
        files.addAll(
            files(
                "%s%d/kustomization.yaml".formatted(side, level),
                "namePrefix: %s-\nresources: [../level%d]\n".formatted(side, level - 1)));
      }
      files.addAll(
          files(
              "level%d/kustomization.yaml".formatted(level),
              "resources: [../l%d, ../r%d]\n".formatted(level, level)));
    }
    try (RenderWorkspace workspace = RenderWorkspace.of(files, limits(3, 1024))) {
      assertThat(failure(workspace.run(tool(RenderProgram.KUSTOMIZE), List.of("build", "level20"))))
          .isEqualTo("kustomize took longer than 3 seconds");
    }
  }

  @Test
  void messagesAreBounded() throws IOException {
    assertThat(failure(template("{{ fail (repeat 50000000 \"x\") }}")))
        .startsWith("helm ended with exit code ")
        .hasSizeLessThan(500);
    try (RenderWorkspace workspace = RenderWorkspace.of(List.of(), limits(2, 1024))) {
      failure(
          workspace.run(
              script("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxx; done >&2"), List.of()));
      assertThat(Files.size(workspace.tree().resolveSibling("errors")))
          .isLessThanOrEqualTo(MEBIBYTE);
    }
  }

  @Test
  void messagesHoldNoControlCharacters() throws IOException {
    assertThat(failure(template("{{ fail \"\\x1b[31mred\\x07\" }}")))
        .contains("red")
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void whatAProgramStartedEndsWithIt() throws Exception {
    Path pids = temp.resolve("pids");
    try (RenderWorkspace workspace = RenderWorkspace.of(List.of(), limits(1, 1024))) {
      assertThat(
              failure(
                  workspace.run(
                      script(
                          "/bin/sleep 300 & echo $! >> PIDS; /bin/sh -c '/bin/sleep 300 & echo $! >> PIDS; wait'"
                              .replace("PIDS", pids.toString())),
                      List.of())))
          .isEqualTo("kustomize took longer than 1 seconds");
    }
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(2);
    for (String pid : started) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(it -> it.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
  }

  @Test
  void theFolderIsPrivateAndRemovedHoweverTheProgramEnds() throws IOException {
    for (String text :
        List.of("exit 0", "exit 1", "kill -9 $$", "sleep() { :; }; while :; do sleep; done")) {
      Path folder;
      try (RenderWorkspace workspace = RenderWorkspace.of(files("a/b", "c"), limits(1, 1024))) {
        folder = requireNonNull(workspace.tree().getParent());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
            .isEqualTo("rwx------");
        if (Files.isDirectory(Path.of("/dev/shm"))
            && Files.getFileStore(Path.of("/dev/shm")).type().equals("tmpfs")) {
          assertThat(Files.getFileStore(folder).type()).as("in memory").isEqualTo("tmpfs");
        }
        workspace.run(script("echo x > \"$TMPDIR/left\"; " + text), List.of());
        assertThat(folder.resolve("tmp/left")).exists();
      }
      assertThat(folder).as(text).doesNotExist();
    }
  }

  /// Opens a folder, prints its path, and waits.
  static final class Waiting {
    public static void main(String[] arguments) throws Exception {
      RenderWorkspace workspace = RenderWorkspace.of(List.of());
      System.out.println(workspace.tree().getParent());
      Thread.sleep(60_000);
    }
  }

  @Test
  void theFolderIsRemovedWhenDriftIsStopped() throws Exception {
    Process drift =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Waiting.class.getName())
            .redirectError(new File("/dev/null"))
            .start();
    try (var out = drift.inputReader()) {
      Path folder = Path.of(out.readLine());
      assertThat(folder).exists();

      drift.destroy();

      assertThat(drift.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(folder).doesNotExist();
    } finally {
      drift.destroyForcibly();
    }
  }

  @Test
  void secretsOfAProgramAreInItsEnvironmentOnly() throws IOException {
    try (RenderWorkspace workspace = RenderWorkspace.of(List.of())) {
      assertThat(
              printed(
                  workspace.run(
                      script("/bin/cat; echo \"$KEY\""), List.of(), "input ", Map.of("KEY", "k"))))
          .isEqualTo("input k\n");
    }
  }
}
