package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.json.JsonReader;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static Value yaml(String file) throws IOException {
    Documents read =
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile(file, Files.readAllBytes(ROOT.resolve(file))));
    assertThat(read.problems()).isEmpty();
    return read.documents().getFirst().value();
  }

  private static Value.Obj mapping(String file) throws IOException {
    return (Value.Obj) yaml(file);
  }

  private static List<String> texts(Value.Obj object, String field) {
    return object.list(field).stream().map(it -> ((Value.Str) it).value()).toList();
  }

  private static String step(String id) throws IOException {
    return mapping("action.yml").object("runs").objects("steps").stream()
        .filter(it -> it.text("id").equals(Optional.of(id)))
        .flatMap(it -> it.text("run").stream())
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
  void theTemplateOfGitlabWritesItsReports() throws Exception {
    Value.Obj job = mapping("tools/ci/gitlab.yml").object(".drift");
    StringBuilder script = new StringBuilder("set -e\n");
    for (String part : List.of("before_script", "script")) {
      texts(job, part).forEach(line -> script.append(line).append('\n'));
    }
    Path folder = Files.createDirectories(temp.resolve("build"));
    Result checked =
        run(
            folder,
            Map.of(
                "CI_JOB_URL",
                "https://gitlab.example.com/platform/lakehouse/-/jobs/7",
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
    Value.Obj artifacts = job.object("artifacts");
    List<String> files = new ArrayList<>(texts(artifacts, "paths"));
    Value.Obj reports = artifacts.object("reports");
    reports.fields().keySet().forEach(name -> reports.text(name).ifPresent(files::add));
    assertThat(files)
        .containsExactly("drift.html", "drift-links.json", "drift-quality.json", "drift.xml");
    files.forEach(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
    // As in https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsannotations.
    Value.Obj links =
        (Value.Obj) JsonReader.read(Files.readString(folder.resolve("drift-links.json")));
    assertThat(links.objects("Drift").getFirst().object("external_link").text("url"))
        .contains(
            "https://gitlab.example.com/platform/lakehouse/-/jobs/7/artifacts/file/drift.html");
  }

  @Test
  void theHookRendersTheRepository() throws Exception {
    Value.Obj hook = (Value.Obj) ((Value.Arr) yaml(".pre-commit-hooks.yaml")).items().getFirst();
    Result rendered =
        run(
            ROOT.resolve("examples/lakehouse"),
            Map.of("PATH", DIST + "/bin:" + System.getenv("PATH")),
            hook.text("entry").orElseThrow());

    assertThat(rendered.code()).as(rendered.out()).isZero();
    assertThat(rendered.out()).contains("plain manifests");
  }
}
