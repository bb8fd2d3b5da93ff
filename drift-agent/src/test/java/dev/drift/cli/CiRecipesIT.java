package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// The scripts of the recipes for CI, run as a runner would, with the program as it is installed.
/// What only GitHub and GitLab can do, such as to set Java up and to show a report, is not run.
class CiRecipesIT {
  private static final Path ROOT = Golden.repository();
  private static final Path DIST =
      Path.of(Objects.requireNonNull(System.getProperty("drift.dist"), "drift.dist is not set"));
  private static final String SNAPSHOT =
      " --snapshot %1$s/lakehouse.json.gz --key-file %1$s/example.key"
          .formatted(ROOT.resolve("examples/snapshots"));

  @TempDir Path temp;

  private Path archive;

  private record Result(int code, String out) {}

  /// As make dist packs it.
  @BeforeEach
  void pack() throws Exception {
    archive = temp.resolve("drift.tar.gz");
    Result packed =
        run(
            temp,
            Map.of(),
            "tar -C '%s' -czf '%s' --transform 's,^\\.,drift,' .".formatted(DIST, archive));
    assertThat(packed.code()).as(packed.out()).isZero();
  }

  private static Result run(Path folder, Map<String, String> environment, String script)
      throws IOException, InterruptedException {
    // As GitHub runs it:
    // https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out);
  }

  @SuppressWarnings("unchecked") // YAML of this repository
  private static Map<String, Object> yaml(String file) throws IOException {
    return (Map<String, Object>) new Yaml().load(Files.readString(ROOT.resolve(file)));
  }

  @SuppressWarnings("unchecked")
  private static String step(String id) throws IOException {
    Map<String, Object> runs = (Map<String, Object>) yaml("action.yml").get("runs");
    return ((List<Map<String, Object>>) runs.get("steps"))
        .stream()
            .filter(it -> id.equals(it.get("id")))
            .map(it -> (String) it.get("run"))
            .findFirst()
            .orElseThrow();
  }

  private Map<String, String> runner() throws IOException {
    Path runner = Files.createDirectories(temp.resolve("runner"));
    Map<String, String> environment = new HashMap<>();
    environment.put("RUNNER_TEMP", runner.toString());
    for (String file : List.of("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")) {
      environment.put(file, runner.resolve(file).toString());
    }
    return environment;
  }

  @Test
  void theActionAnnotatesAndSummarizes() throws Exception {
    Map<String, String> environment = runner();
    environment.put("DRIFT_URL", archive.toUri().toString());
    Result installed = run(temp, environment, step("install"));
    assertThat(installed.code()).as(installed.out()).isZero();
    String path =
        Files.readString(Path.of(environment.get("GITHUB_PATH"))).strip()
            + ":"
            + System.getenv("PATH");
    environment.put("PATH", path);
    environment.put("DRIFT_KUBECONFIG", "");
    environment.put("DRIFT_ARGS", "--repo . --fail-on high" + SNAPSHOT);
    environment.put("DRIFT_INCOMPLETE", "fail");

    Result checked = run(ROOT.resolve("examples/lakehouse"), environment, step("check"));

    assertThat(checked.code()).as(checked.out()).isEqualTo(1);
    assertThat(checked.out()).contains("::error file=namespaces/trino/coordinator.yaml,line=73");
    assertThat(Path.of(environment.get("GITHUB_STEP_SUMMARY"))).content().startsWith("### Drift: ");
    assertThat(Path.of(environment.get("GITHUB_OUTPUT")))
        .content()
        .contains("code=1", "sarif=" + environment.get("RUNNER_TEMP") + "/drift.sarif");
    assertThat(Path.of(environment.get("RUNNER_TEMP"), "drift.sarif"))
        .content()
        .contains("\"version\": \"2.1.0\"");
  }

  @Test
  @SuppressWarnings("unchecked")
  void theTemplateOfGitlabWritesItsReports() throws Exception {
    Map<String, Object> job = (Map<String, Object>) yaml("tools/ci/gitlab.yml").get(".drift");
    StringBuilder script = new StringBuilder("set -e\n");
    for (String part : List.of("before_script", "script")) {
      ((List<String>) job.get(part)).forEach(line -> script.append(line).append('\n'));
    }
    Path folder = Files.createDirectories(temp.resolve("build"));
    Result checked =
        run(
            folder,
            Map.of(
                "CI_BUILDS_DIR",
                temp.toString(),
                "DRIFT_URL",
                archive.toUri().toString(),
                "DRIFT_KUBECONFIG",
                "/dev/null",
                "DRIFT_ARGS",
                "--repo " + ROOT.resolve("examples/lakehouse") + SNAPSHOT),
            script.toString());

    assertThat(checked.code()).as(checked.out()).isEqualTo(1);
    Map<String, Object> artifacts = (Map<String, Object>) job.get("artifacts");
    ((Map<String, String>) artifacts.get("reports"))
        .values()
        .forEach(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
    ((List<String>) artifacts.get("paths"))
        .forEach(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
  }

  @Test
  @SuppressWarnings("unchecked")
  void theHookRendersTheRepository() throws Exception {
    List<Map<String, Object>> hooks =
        (List<Map<String, Object>>)
            new Yaml().load(Files.readString(ROOT.resolve(".pre-commit-hooks.yaml")));
    Result rendered =
        run(
            ROOT.resolve("examples/lakehouse"),
            Map.of("PATH", DIST + "/bin:" + System.getenv("PATH")),
            (String) hooks.getFirst().get("entry"));

    assertThat(rendered.code()).as(rendered.out()).isZero();
    assertThat(rendered.out()).contains("plain manifests");
  }
}
