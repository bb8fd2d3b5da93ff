package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.MaskLevel;
import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.DesiredRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import dev.drift.pipeline.request.ObserverRequest;
import dev.drift.pipeline.request.PolicyRequest;
import dev.drift.report.ReportFormat;
import dev.drift.report.ReportFormats;
import dev.drift.report.SampleReports;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;

  @Test
  void exitCodesSayWhatWasFound() {
    assertThat(Run.of(SampleReports.clean(), "check", "--repo", ".").code()).isEqualTo(0);
    assertThat(Run.of(SampleReports.drifted(), "check", "--repo", ".").code()).isEqualTo(1);
    assertThat(Run.of(SampleReports.invalid(), "check", "--repo", ".").code()).isEqualTo(2);
    assertThat(Run.of(SampleReports.incomplete(), "check", "--repo", ".").code()).isEqualTo(3);
    assertThat(Run.of(failure(Problem.Code.CLUSTER_UNREACHABLE), "check", "--repo", ".").code())
        .isEqualTo(4);
  }

  @Test
  void flagsBecomeARequest() {
    Run run =
        Run.of(
            SampleReports.clean(),
            "check --repo https://x/y.git --revision v1 --path a --path b --kubeconfig k --context"
                .concat(
                    " c -n n1,n2 -n n3 --default-namespace d --key-file f --audit-log a"
                        + " --dry-run=server --scope objects --policy p --vulnerabilities v"
                        + " --no-noise-packs --mask strict")
                .split(" "));
    assertThat(run.commands().requests)
        .containsExactly(
            new CheckRequest(
                new DesiredRequest(
                    List.of(
                        new GitRequest("https://x/y.git", Optional.of("v1"), List.of("a", "b"))),
                    Optional.of(Scope.OBJECTS),
                    "d"),
                new LiveRequest.FromCluster(Optional.of(Path.of("k")), Optional.of("c")),
                Optional.empty(),
                List.of("n1", "n2", "n3"),
                new MaskRequest(Optional.of(Path.of("f")), MaskLevel.STRICT),
                new PolicyRequest(List.of(Path.of("p")), false),
                new ObserverRequest(
                    Optional.of(Path.of("a")), List.of(Path.of("v")), true, Optional.empty())));
  }

  @Test
  void defaultsAreFew() {
    assertThat(Run.of(SampleReports.clean(), "check", "--repo", ".").commands().requests)
        .containsExactly(
            new CheckRequest(
                new DesiredRequest(
                    List.of(new GitRequest(".", Optional.empty(), List.of())),
                    Optional.empty(),
                    "default"),
                new LiveRequest.FromCluster(Optional.empty(), Optional.empty()),
                Optional.empty(),
                List.of(),
                new MaskRequest(Optional.empty(), MaskLevel.DEFAULT),
                new PolicyRequest(List.of(), true),
                ObserverRequest.NONE));
  }

  /// Of every source, whether a flag or the configuration names it.
  @Test
  void fluxObjectsMayComeFromTheCluster() {
    GitRequest folder = new GitRequest(".", Optional.empty(), List.of());
    for (String command : List.of("check", "render", "sources")) {
      Run run = Run.of(SampleReports.clean(), command, "--repo", ".", "--sources-from-cluster");
      CheckRequest request = (CheckRequest) run.commands().requests.getFirst();
      assertThat(request.desired().sourcesFromCluster()).as(command).isTrue();
      assertThat(request.desired().and(List.of())).containsExactly(folder.fromCluster());
    }
    Run run =
        Run.of(
            SampleReports.clean(), "check --repo . --snapshot s --sources-from-cluster".split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("drift: --sources-from-cluster needs a cluster; remove --snapshot\n");
  }

  @Test
  void nothingIsAnnouncedUnlessItIsAskedFor() {
    assertThat(
            Run.of(SampleReports.drifted(), "check", "--config", "drift.yaml").commands().requests)
        .hasOnlyElementsOfType(CheckRequest.class);

    Run run =
        Run.of(SampleReports.drifted(), "check --config drift.yaml --notify --record r".split(" "));
    CheckRequest check = (CheckRequest) run.commands().requests.getFirst();
    assertThat(run.commands().requests)
        .containsExactly(check, new AnnounceRequest(check, Path.of("r")));
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void announcingNeedsAConfigurationAndARecord() {
    Run run = Run.of(SampleReports.clean(), "check", "--repo", ".", "--notify", "--record", "r");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "drift: --notify announces to the channels of a drift.yaml; pass it with --config\n");
    run = Run.of(SampleReports.clean(), "check", "--config", "drift.yaml", "--notify");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "drift: --notify needs a folder that outlives the run; pass it with --record\n");
  }

  /// Git is down, for example: whoever hears nothing believes that nothing changed.
  @Test
  void aCheckThatEndsWithoutAReportIsAnnounced() {
    Problem down =
        Problem.of(Problem.Code.REPOSITORY_UNREACHABLE, "The repository is out of reach.");
    Run run =
        Run.of(
            () -> {
              throw new DriftException(down);
            },
            "check --config drift.yaml --notify --record r".split(" "));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("The repository is out of reach.");
    assertThat(run.commands().requests).hasSize(3).endsWith(List.of(down));
  }

  /// A channel that fails hides no finding, and changes the exit code only if nothing worse was
  /// found.
  @Test
  void aFailingChannelIsAProblemOfTheReport() {
    Problem problem =
        Problem.of(Problem.Code.CHANNEL_FAILED, "Channel ops: the connection was refused.");
    String[] arguments = "check --config drift.yaml --notify --record r".split(" ");

    Run clean = Run.announcing(SampleReports.clean(), problem, arguments);
    assertThat(clean.code()).isEqualTo(3);
    assertThat(clean.out())
        .contains(
            "Channel ops: the connection was refused.",
            "Exit code 3: not all channels were told, and nothing worse was found.");

    Run drifted = Run.announcing(SampleReports.drifted(), problem, arguments);
    assertThat(drifted.code()).isEqualTo(1);
    assertThat(drifted.out()).contains("trino-worker", "Channel ops: the connection was refused.");
  }

  @Test
  void aSnapshotTakesThePlaceOfACluster() {
    Run run = Run.of(SampleReports.clean(), "check", "--repo", ".", "--snapshot", "s.json.gz");
    assertThat(((CheckRequest) run.commands().requests.getFirst()).live())
        .isEqualTo(new LiveRequest.FromSnapshot(Path.of("s.json.gz")));

    Run both =
        Run.of(
            SampleReports.clean(), "check", "--repo", ".", "--snapshot", "s", "--context", "prod");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("remove --kubeconfig and --context");
    assertThat(both.commands().requests).isEmpty();
  }

  @Test
  void wrongFlagsGetASentenceAndAHint() {
    Run none = Run.of(SampleReports.clean(), "check");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .isEqualTo(
            """
            drift: Missing required option: '--repo=URL|DIR' or '--config=FILE'
            See drift check --help.
            """);
    Run misspelt = Run.of(SampleReports.clean(), "check", "--repo", ".", "--kubeconfg", "k");
    assertThat(misspelt.code()).isEqualTo(2);
    assertThat(misspelt.err()).contains("Did you mean").contains("--kubeconfig");
    Run severity = Run.of(SampleReports.clean(), "check", "--repo", ".", "--fail-on", "bad");
    assertThat(severity.code()).isEqualTo(2);
    assertThat(severity.err()).contains("critical, high, medium, low, info");
    Run command = Run.of(SampleReports.clean(), "chekc");
    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("Did you mean check?");
    assertThat(Run.of(SampleReports.clean()).code()).isEqualTo(2);
  }

  @Test
  void failOnIsAThreshold() {
    assertThat(
            Run.of(SampleReports.drifted(), "check", "--repo", ".", "--fail-on", "Critical").code())
        .isEqualTo(1);
    var low = SampleReports.with(SampleReports.drifted().drift().getLast());
    assertThat(Run.of(low, "check", "--repo", ".", "--fail-on", "medium").code()).isEqualTo(0);
    assertThat(Run.of(low, "check", "--repo", ".", "--fail-on", "low").code()).isEqualTo(1);
  }

  @Test
  void jsonStandsAloneOnStandardOutputAndProblemsAreToldBeside() {
    Run run = Run.of(SampleReports.invalid(), "check", "--repo", ".", "-o", "json");
    assertThat(run.out()).startsWith("{\n").endsWith("}\n");
    assertThat(run.err())
        .isEqualTo(
            """
            trino/worker.yaml:12:3: A mapping is not closed: expected a comma or a closing brace.
            minio/pvc.yaml:1:1: The document has an apiVersion and no kind.
            """);
  }

  @Test
  void textAndAJsonFileInOneRun() throws IOException {
    Path file = folder.resolve("report.json");
    Run run = Run.of(SampleReports.drifted(), "check", "--repo", ".", "--out", file.toString());
    assertThat(run.out()).contains("Exit code 1");
    assertThat(Files.readString(file)).startsWith("{\n").contains("\"kind\": \"Report\"");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void severalFormatsInOneRun() throws IOException {
    Path sarif = folder.resolve("drift.sarif");
    Path junit = folder.resolve("drift=1.xml");
    Run run =
        Run.of(
            SampleReports.drifted(),
            "check",
            "--repo",
            ".",
            "-o",
            "text",
            "-o",
            "sarif=" + sarif,
            "-o",
            "junit=" + junit);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("Exit code 1");
    assertThat(Files.readString(sarif)).contains("\"version\": \"2.1.0\"");
    assertThat(Files.readString(junit)).contains("<testsuites ");
  }

  @Test
  void onlyOneFormatGoesToStandardOutput() {
    Run run = Run.of(SampleReports.clean(), "check", "--repo", ".", "-o", "json", "-o", "sarif");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("name a file for the others, such as -o sarif=drift.sarif");
    assertThat(run.commands().requests).isEmpty();
  }

  @Test
  void anotherFileHasTheFormOfStandardOutputWithoutColors() throws IOException {
    Path file = folder.resolve("report.txt");
    Run.of(SampleReports.drifted(), "check", "--repo", ".", "--out", file.toString());
    assertThat(Files.readString(file)).contains("Exit code 1").doesNotContain("\u001b");
    Run.of(SampleReports.drifted(), "check", "--repo", ".", "-o", "json", "--out", "" + file);
    assertThat(Files.readString(file)).startsWith("{\n");
  }

  @Test
  void everyFormatIsOfferedAndAnUnknownOneIsRefused() {
    String help = Run.of(SampleReports.clean(), "check", "--help").out();
    assertThat(help)
        .containsPattern(
            "Format of the report on standard output:\\s+"
                + String.join(",\\s+", ReportFormats.names()));
    String completion = Run.of(SampleReports.clean(), "completion", "bash").out();
    for (ReportFormat format : ReportFormats.ALL) {
      assertThat(completion).contains("\"" + format.name() + "\"");
      format.fileExtension().ifPresent(end -> assertThat(help).contains(end));
      Run run = Run.of(SampleReports.drifted(), "check", "--repo", ".", "-o", format.name());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).contains("trino-worker");
    }

    Run unknown = Run.of(SampleReports.clean(), "check", "--repo", ".", "-o", "xml");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            """
            drift: Invalid value for option '--output' (FORMAT[=FILE]): 'xml' is not a format; expected one of text, json, markdown, html, sarif, junit, github, gitlab
            See drift check --help.
            """);
    assertThat(unknown.commands().requests).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsNoticedBeforeTheRun() {
    Run run =
        Run.of(SampleReports.clean(), "check", "--repo", ".", "--out", folder + "/no/report.json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("does not exist");
    assertThat(run.commands().requests).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsAFailure() throws IOException {
    Path file = Files.createDirectory(folder.resolve("gone")).resolve("report.json");
    Run run =
        Run.of(
            () -> {
              try {
                Files.delete(file.getParent());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              return SampleReports.clean();
            },
            "check",
            "--repo",
            ".",
            "--out",
            file.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).startsWith("drift: the report could not be written to " + file);
  }

  @Test
  void aClosedPipeIsNoError() {
    // In whatever language the system says so.
    for (String message : List.of("Broken pipe", "Daten\u00fcbergabe unterbrochen (broken)")) {
      Run run = Run.to(failing(message), true, SampleReports::drifted, "check", "--repo", ".");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void aFullDiskIsAFailure() {
    Run run =
        Run.to(failing("No space left on device"), SampleReports::drifted, "check", "--repo", ".");
    // The word alone means nothing: this is a file on a full disk.
    assertThat(Run.to(failing("pipe"), SampleReports::drifted, "check", "--repo", ".").code())
        .isEqualTo(4);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo(
            "drift: the report could not be written to standard output: No space left on"
                + " device\n");
  }

  @Test
  void problemsAreToldOneALineWithThePlaceFirst() {
    Place place = new Place("trino/a.yaml", 3, 5, 0, 0, false);
    Run run =
        Run.of(
            () -> {
              throw new DriftException(
                  List.of(
                      Problem.at(place, Problem.Code.YAML_SYNTAX, "It is\nbroken\u001b[31m."),
                      Problem.of(Problem.Code.UNKNOWN_REVISION, "There is no v9.")));
            },
            "check",
            "--repo",
            ".");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("trino/a.yaml:3:5: It is\\nbroken\\u001b[31m.\ndrift: There is no v9.\n");
  }

  @Test
  void aDefectIsOneSentence() {
    Run run = Run.of(CheckCommandTest::defect, "check", "--repo", ".");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo("drift: internal error (IllegalStateException); rerun with -v for details\n");
  }

  @Test
  void aDefectShowsItsPlaceWhereThatIsAskedFor() {
    Run run = Run.of(CheckCommandTest::defect, "check", "--repo", ".", "-v");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("\tat dev.drift.cli.CheckCommandTest");
  }

  @Test
  void anEndlessRecursionIsAFailureToo() {
    Run run =
        Run.of(
            () -> {
              throw new StackOverflowError();
            },
            "check",
            "--repo",
            ".");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("StackOverflowError");
  }

  private static Report defect() {
    throw new IllegalStateException("not for everybody's eyes");
  }

  private static Supplier<Report> failure(Problem.Code code) {
    return () -> {
      throw new DriftException(Problem.of(code, "It failed."));
    };
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
