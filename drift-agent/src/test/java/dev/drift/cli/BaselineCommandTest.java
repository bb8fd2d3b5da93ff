package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.report.SampleReports;
import dev.drift.secret.ShownInTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of a baseline: accepted, checked against, kept up to date.
class BaselineCommandTest {
  @TempDir Path folder;

  private static Finding.Drift drift(String path, Severity severity, String git, String live) {
    return SampleReports.drift(
        SampleReports.WORKER,
        Change.CHANGED,
        severity,
        path,
        ShownInTests.plain(git),
        ShownInTests.plain(live),
        "It differs.",
        Optional.of(SampleReports.place("trino/worker.yaml", 8, 3)));
  }

  private static Report report(Finding... findings) {
    Report clean = SampleReports.clean();
    return SampleReports.report(
        clean.sources(), clean.coverage(), clean.resources(), List.of(findings), List.of());
  }

  private Path file() {
    return folder.resolve("baseline.yaml");
  }

  private Run accept(Report report, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "baseline",
                "accept",
                "--repo",
                ".",
                "--baseline",
                file().toString(),
                "--reason",
                "before Drift",
                "--owner",
                "platform",
                "--expires",
                "2027-01-31"));
    line.addAll(List.of(more));
    return Run.of(report, line.toArray(String[]::new));
  }

  private Run update(Report report) {
    return Run.of(report, "baseline", "update", "--repo", ".", "--baseline", file().toString());
  }

  private Run check(Report report) {
    return Run.of(report, "check", "--repo", ".", "--baseline", file().toString());
  }

  private static final Finding.Drift MEMORY = drift("spec.memory", Severity.MEDIUM, "2Gi", "6Gi");
  private static final Finding.Drift IMAGE = drift("spec.image", Severity.HIGH, "a:1", "a:2");

  @Test
  void writesAFileThatPeopleCanReadAndReview() throws IOException {
    Run run = accept(report(MEMORY));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(file() + ": accepted 1 more finding until 2027-01-31; 1 finding in all\n");
    assertThat(Files.readString(file()))
        .contains(
            """
            apiVersion: drift.dev/v1
            kind: Baseline
            accepted:
            - object: "Deployment trino/trino-worker"
              path: "spec.memory"
              rule: CFG001
              severity: medium
              reason: "before Drift"
              owner: "platform"
              expires: "2027-01-31"
              fingerprint: "%s"
            """
                .formatted(MEMORY.fingerprint()));
  }

  @Test
  void aCheckFailsOnlyByWhatIsNew() {
    accept(report(MEMORY));

    Run same = check(report(MEMORY));
    assertThat(same.code()).isZero();
    assertThat(same.out())
        .contains("Exit code 0: no drift that the baseline does not accept.")
        .contains("1 finding: before Drift (owner platform; until 2027-01-31)")
        .doesNotContain("In sync", "spec.memory");

    Run more = check(report(MEMORY, IMAGE));
    assertThat(more.code()).isEqualTo(1);
    assertThat(more.out()).startsWith("1 difference, high").contains("spec.image");
  }

  @Test
  void whatChangesAgainOrGetsWorseIsNew() {
    accept(report(MEMORY));

    assertThat(check(report(drift("spec.memory", Severity.MEDIUM, "2Gi", "9Gi"))).code())
        .as("another value in the cluster")
        .isEqualTo(1);
    assertThat(check(report(drift("spec.memory", Severity.MEDIUM, "4Gi", "6Gi"))).code())
        .as("another value in Git")
        .isEqualTo(1);
    assertThat(check(report(drift("spec.memory", Severity.CRITICAL, "2Gi", "6Gi"))).code())
        .as("a worse severity")
        .isEqualTo(1);
    assertThat(check(report(drift("spec.memory", Severity.LOW, "2Gi", "6Gi"))).code())
        .as("a better severity")
        .isZero();
  }

  @Test
  void anEntryCountsUpToItsLastDay() throws IOException {
    accept(report(MEMORY));
    // The sample run is of 2026-11-21.
    Files.writeString(file(), Files.readString(file()).replace("2027-01-31", "2026-11-21"));
    assertThat(check(report(MEMORY)).code()).isZero();

    Files.writeString(file(), Files.readString(file()).replace("2026-11-21", "2026-11-20"));
    Run over = check(report(MEMORY));
    assertThat(over.code()).isEqualTo(1);
    assertThat(over.out())
        .contains("1 entry of the baseline expired, the last on 2026-11-20: what they accepted")
        .contains("counts again");
  }

  @Test
  void acceptingAgainKeepsWhatIsThere() throws IOException {
    accept(report(MEMORY));
    Files.writeString(file(), Files.readString(file()).replace("before Drift", "of its own"));

    Run run = accept(report(MEMORY, IMAGE));

    assertThat(run.out()).contains("accepted 1 more finding").contains("2 findings in all");
    assertThat(Files.readString(file()))
        .contains("reason: \"of its own\"", "reason: \"before Drift\"");
  }

  @Test
  void updateDropsWhatIsGoneAndAcceptsNothing() throws IOException {
    accept(report(MEMORY, IMAGE));

    Run run = update(report(IMAGE, drift("spec.other", Severity.LOW, "1", "2")));

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(file() + ": dropped 1 finding that are gone; 1 finding left\n");
    assertThat(Files.readString(file()))
        .contains("spec.image")
        .doesNotContain("spec.memory", "spec.other");
  }

  @Test
  void nothingIsDroppedIfSomethingCouldNotBeChecked() throws IOException {
    accept(report(MEMORY));
    String before = Files.readString(file());

    Run run = update(SampleReports.incomplete());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("was not changed: something could not be checked");
    assertThat(Files.readString(file())).isEqualTo(before);
  }

  /// What another run does not look for is not gone.
  @Test
  void aBaselineIsOfWhatItWasMadeOf() {
    accept(report(MEMORY), "-n", "trino");

    Run run = update(report());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("was made of -n trino, and this run compares everything");
  }

  @Test
  void postureIsAcceptedOnRequest() throws IOException {
    accept(SampleReports.drifted(), "--posture");
    // The sample could not check everything.
    assertThat(file()).doesNotExist();

    Finding posture = SampleReports.drifted().posture().getFirst();
    accept(report(posture));
    assertThat(Files.readString(file())).contains("accepted: []");
    accept(report(posture), "--posture");
    assertThat(Files.readString(file())).contains("rule: SEC020");
  }

  @Test
  void aBrokenFileIsAnErrorBeforeTheRun() throws IOException {
    Files.writeString(
        file(),
        """
        apiVersion: drift.dev/v1
        kind: Baseline
        accepted:
        - object: Deployment trino/trino-worker
          rule: CFG001
          severity: bad
          owner: platform
          expires: soon
          values: a
          surprise: 1
        """);

    Run run = check(report(MEMORY));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.commands().requests).isEmpty();
    assertThat(run.err())
        .contains(
            "baseline.yaml:6:13: severity is not one of critical, high, medium, low, info",
            "reason is missing: why it is accepted",
            "expires is not a date: enter the last day it is accepted, such as 2027-01-31",
            "fingerprint is missing",
            "surprise is not a field of accepted[0]");
  }

  @Test
  void aMissingFileSaysWhatToDo() {
    Run run = check(report(MEMORY));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("it does not exist; drift baseline accept writes it");
  }
}
