package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drift.Golden;
import dev.drift.finding.Coverage;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.ResourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file for an observer that cannot be used is never passed over: the run ends with another exit
/// code. [BranchObserverTest] has the branches that cannot be read.
class ObserverFailuresTest {
  private static final Path EXAMPLES = Golden.repository().resolve("examples");

  /// Whatever is wrong with the recorded cluster, the repository below has no part in it.
  private static final FailOn CRITICAL = new FailOn(Severity.INFO, Optional.of(Severity.CRITICAL));

  @TempDir Path folder;

  private Path repository;
  private Path classes;

  @BeforeEach
  void write() throws IOException {
    repository = Files.createDirectory(folder.resolve("repository"));
    classes =
        Files.copy(
            EXAMPLES.resolve("lakehouse/cluster/priority-classes.yaml"),
            repository.resolve("priority-classes.yaml"));
  }

  @Test
  void withoutThemTheClusterIsInSync() {
    assertThat(run(request().build()).exitCode(CRITICAL)).isEqualTo(ExitCode.IN_SYNC);
  }

  @Test
  void aScanThatCannotBeReadIsInvalidInput() throws IOException {
    Path missing = folder.resolve("scan.json");
    for (Path scan : List.of(missing, folder, file("{\"not\": \"a scan\"}"))) {
      Report report = run(request().scans(List.of(scan)).build());

      assertThat(report.exitCode(CRITICAL)).as(scan.toString()).isEqualTo(ExitCode.INVALID_INPUT);
      assertThat(report.problems())
          .extracting(Problem::code)
          .containsExactly(Problem.Code.INVALID_SCAN);
    }
  }

  @Test
  void aRequestLogThatIsNotThereIsInvalidInput() {
    for (Path log : List.of(folder.resolve("audit.log"), folder)) {
      Report report = run(request().requestLog(Optional.of(log)).build());

      assertThat(report.exitCode(CRITICAL)).as(log.toString()).isEqualTo(ExitCode.INVALID_INPUT);
      assertThat(report.problems())
          .extracting(Problem::code)
          .containsExactly(Problem.Code.INVALID_AUDIT_LOG);
    }
  }

  /// A file that is not a request log is detected only after the cluster was compared.
  @Test
  void aRequestLogThatCannotBeReadIsInvalidInputAndHidesNoDrift() throws IOException {
    CheckRequest request =
        request().requestLog(Optional.of(file("a log of another kind\n"))).build();

    Report inSync = run(request);

    assertThat(inSync.exitCode(CRITICAL)).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(inSync.resources()).hasSameSizeAs(run(request().build()).resources()).isNotEmpty();
    assertThat(inSync.problems())
        .filteredOn(problem -> problem.code().type() == Problem.Type.INPUT)
        .extracting(Problem::code)
        .containsExactly(Problem.Code.INVALID_AUDIT_LOG);
    assertThat(inSync.coverage().entries())
        .filteredOn(entry -> entry.subject().equals(new Coverage.Subject.Observer("audit-log")))
        .extracting(Coverage.Entry::status, Coverage.Entry::needs, Coverage.Entry::reason)
        .containsExactly(
            tuple(
                KindCoverage.Status.FAILED,
                Set.of(Coverage.Need.ATTRIBUTION),
                "The audit log could not be read."));
    assertThat(inSync.coverage().complete(Set.of(Coverage.Need.DRIFT))).isTrue();

    Files.writeString(
        classes, Files.readString(classes).replace("value: 100000\n", "value: 100001\n"));
    Report drifted = run(request);

    assertThat(drifted.exitCode(CRITICAL)).isEqualTo(ExitCode.DRIFT);
    assertThat(drifted.drift())
        .extracting(Finding.Drift::path)
        .containsExactly(dev.drift.model.value.Path.parse("value"));
  }

  @Test
  void explainRefusesARequestLogThatCannotBeRead() throws IOException {
    CheckRequest request =
        request().requestLog(Optional.of(file("a log of another kind\n"))).build();

    assertThatThrownBy(
            () ->
                new ExplainResource(Agent.ofProcess(), Progress.NONE)
                    .run(new ResourceRequest(request, "priorityclass", "lakehouse-batch")))
        .isInstanceOfSatisfying(
            DriftException.class,
            refusal ->
                assertThat(refusal.problems())
                    .extracting(Problem::code)
                    .containsExactly(Problem.Code.INVALID_AUDIT_LOG));
  }

  private CheckRequestBuilder request() {
    return CheckRequestBuilder.ofSnapshot(
            repository, EXAMPLES.resolve("snapshots/lakehouse.json.gz"))
        .key(EXAMPLES.resolve("snapshots/example.key"));
  }

  private static Report run(CheckRequest request) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE).run(request);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "observer", ".log"), content);
  }
}
