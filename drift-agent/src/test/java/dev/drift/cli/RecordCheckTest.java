package dev.drift.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.json.JsonReader;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.pipeline.Agent;
import dev.drift.report.SampleReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `drift check --store`, of the example and its snapshot.
class RecordCheckTest {
  private static final Path EXAMPLES = Golden.repository().resolve("examples");

  @TempDir Path folder;

  private record Printed(int code, String out, String err) {}

  private Printed run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = Map.of("HOME", folder.toString());
    Agent agent = Agent.ofProcess();
    var before = System.err;
    try {
      int code =
          Program.run(
              args,
              Run.console(out, err, environment),
              new AgentCommands(
                  new Agent(environment, false, agent.clock(), agent.ids(), agent.renderer())));
      return new Printed(code, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private Printed check(String... more) {
    return check(EXAMPLES.resolve("snapshots/lakehouse.json.gz"), more);
  }

  private Printed check(Path snapshot, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "check",
                "--snapshot",
                snapshot.toString(),
                "--key-file",
                EXAMPLES.resolve("snapshots/example.key").toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private static String example() {
    return EXAMPLES.resolve("lakehouse").toString();
  }

  private Value.Obj status(String store) throws IOException {
    Printed printed = run("status", "--store", store, "-o", "json");
    assertThat(printed.err()).isEmpty();
    Value.Obj json =
        (Value.Obj) JsonReader.read(new ByteArrayInputStream(printed.out().getBytes(UTF_8)));
    return json.objects("targets").getFirst();
  }

  private static int number(Value.Obj json, String name) {
    return json.number(name).orElseThrow().intValueExact();
  }

  @Test
  void runsAreRecordedOneAfterTheOther() throws IOException {
    String store = folder.resolve("state/drift.db").toString();
    Printed first = check("--repo", example(), "--store", store);
    assertThat(first.code()).isEqualTo(1);
    assertThat(first.err()).isEmpty();
    assertThat(check("--repo", example(), "--store", store).code()).isEqualTo(1);

    // By hand: tools/demo-changes.sh makes 12 changes; see DemoSnapshotTest.
    Value.Obj target = status(store);
    assertThat(number(target.object("lastRun"), "drift")).isEqualTo(12);
    assertThat(number(target.object("lastRun"), "opened")).isZero();
    assertThat(
            target.objects("open").stream()
                .filter(it -> it.text("type").equals(Optional.of("drift")))
                .mapToInt(it -> number(it, "count"))
                .sum())
        .isEqualTo(12);
    assertThat(target.text("inSyncSince")).isEmpty();

    Printed history = run("history", "--store", store, "--resource", "analysts-admin");
    assertThat(history.out())
        .contains("critical SEC007 security", "ClusterRoleBinding analysts-admin")
        .contains("changed by kubectl-create (Update)");
    // tools/demo-changes.sh changes a password to this.
    assertThat(Files.readString(Path.of(store), ISO_8859_1))
        .doesNotContain("rotated-by-hand")
        .doesNotContain("cm90YXRlZC1ieS1oYW5k");
  }

  @Test
  void thePageHasTheTimelineOfTheStore() throws IOException {
    String store = folder.resolve("drift.db").toString();
    Path page = folder.resolve("page.html");

    assertThat(check("--repo", example(), "--store", store, "-o", "html=" + page).err()).isEmpty();
    assertThat(Files.readString(page))
        .contains("\"timeline\":{\"recorded\":true,")
        // What a row has and a finding of the report does not.
        .containsPattern("\"resource\":\"ClusterRoleBinding analysts-admin\"[^}]*\"onset\":\"2");

    check("--repo", example(), "-o", "html=" + page);
    assertThat(Files.readString(page)).contains("\"timeline\":{\"recorded\":false,");

    // The store is no database; the page is written all the same.
    Files.writeString(folder.resolve("text.db"), "a text");
    Printed failed =
        check(
            "--repo",
            example(),
            "--store",
            folder.resolve("text.db").toString(),
            "--out",
            page.toString());
    assertThat(failed.out() + failed.err()).contains("The run was not recorded: ");
    assertThat(Files.readString(page))
        .contains("\"timeline\":{\"recorded\":false,", "The run was not recorded: ");
  }

  @Test
  void aRunThatFailsIsRecorded() throws IOException {
    String store = folder.resolve("drift.db").toString();
    check("--repo", example(), "--store", store);

    Printed failed = check(folder.resolve("none.json"), "--repo", example(), "--store", store);

    assertThat(failed.code()).isEqualTo(2);
    Value.Obj target = status(store);
    assertThat(target.object("lastRun").get("failed")).contains(new Value.Bool(true));
    assertThat(target.objects("gaps"))
        .anyMatch(it -> it.text("reason").orElse("").contains("none.json"));
    assertThat(
            target.objects("open").stream()
                .filter(it -> it.text("notSeenSince").isPresent())
                .mapToInt(it -> number(it, "count"))
                .sum())
        .as("open, and not seen since")
        .isEqualTo(24);
    assertThat(run("status", "--store", store).out())
        .contains("The last run failed. Drifted: 12 drift findings open");
  }

  @Test
  void aStoreThatFailsHidesNoReport() {
    Printed printed = check("--repo", example(), "--store", folder.toString());
    assertThat(printed.code()).isEqualTo(1);
    assertThat(printed.out())
        .contains("12 drift findings")
        .contains("The run was not recorded: the store " + folder + " is a folder;");
  }

  @Test
  void aStoreThatFailsEndsWithFourUnlessThereIsDrift() {
    Problem failed = Problem.of(Problem.Code.STORE_FAILED, "The run was not recorded: no.");
    assertThat(SampleReports.clean().exitCode(FailOn.ANY_DRIFT)).isEqualTo(ExitCode.IN_SYNC);
    assertThat(SampleReports.clean().and(List.of(failed)).exitCode(FailOn.ANY_DRIFT))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(SampleReports.incomplete().and(List.of(failed)).exitCode(FailOn.ANY_DRIFT).code())
        .isEqualTo(SampleReports.incomplete().drift().isEmpty() ? 4 : 1);
  }

  @Test
  void theConfigurationNamesAStoreRelativeToItself() throws IOException {
    Path config =
        Files.writeString(
            Files.createDirectory(folder.resolve("etc")).resolve("drift.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Config
            sources:
              - repo: %s
            store:
              url: ../state/drift.db
              retention: 30d
            """
                .formatted(example()));
    Printed valid = run("config", "validate", config.toString());
    assertThat(valid.out()).endsWith("is valid: 1 source, a store\n");

    assertThat(check("--config", config.toString()).code()).isEqualTo(1);

    assertThat(folder.resolve("state/drift.db")).exists();
    assertThat(run("status", "--config", config.toString()).out()).contains("Drifted: 12");
  }

  @Test
  void aUrlWithAPasswordIsRefusedBeforeTheRun() {
    Printed printed =
        check("--repo", example(), "--store", "jdbc:postgresql://db/drift?password=tiger-secret");
    assertThat(printed.code()).isEqualTo(2);
    assertThat(printed.out()).isEmpty();
    assertThat(printed.err())
        .startsWith(
            "drift: --store: the URL of the store holds credentials (its parameter password)")
        .doesNotContain("tiger-secret");
  }

  @Test
  void withoutAStoreNothingIsRecorded() {
    assertThat(check("--repo", example()).code()).isEqualTo(1);
    assertThat(folder.resolve(".local")).doesNotExist();
  }
}
