package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.scope.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// If the kind that a value comes from is forbidden, the value is not drift, and the run is
/// incomplete.
class UnreadExplainersTest {
  @ParameterizedTest
  @CsvSource({
    "scheduling.k8s.io/v1, PriorityClass, 'priorityClassName: usual'",
    "node.k8s.io/v1, RuntimeClass, 'overhead: {cpu: 250m}'",
    "v1, ServiceAccount, 'imagePullSecrets: [{name: registry}]'"
  })
  void whatAPodGotIsNoDriftAndTheRunIncomplete(String apiVersion, String kind, String got) {
    String pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: tool, namespace: shop}, spec: {containers:"
            + " [{name: c, image: tool}]%s}}";

    Evaluation evaluation =
        new Run()
            .scope(Scope.OBJECTS)
            .without(apiVersion, kind, Status.FORBIDDEN)
            .of(pod.formatted(""), pod.formatted(", " + got));

    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC Pod shop/tool");
    assertThat(evaluation.coverage().gaps(Set.of(Need.DRIFT)))
        .extracting(Coverage.Entry::subject)
        .containsExactly(new Coverage.Subject.Kind(apiVersion, kind));
    Report.Run run = new Report.Run("1", Instant.EPOCH, Instant.EPOCH, "1");
    assertThat(evaluation.report(run, List.of(), List.of(), List.of()).exitCode(FailOn.ANY_DRIFT))
        .isEqualTo(ExitCode.INCOMPLETE);
  }
}
