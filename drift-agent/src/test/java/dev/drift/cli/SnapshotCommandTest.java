package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.MaskLevel;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.request.DesiredRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import dev.drift.pipeline.request.SnapshotRequest;
import dev.drift.report.SampleReports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotCommandTest {
  @Test
  void flagsBecomeARequest() {
    Run run =
        Run.of(
            SampleReports.clean(),
            "snapshot -o s.json.gz --repo . --path trino -n trino --context c --key-file k --mask strict"
                .split(" "));
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.err()).isEmpty();
    assertThat(run.commands().requests)
        .containsExactly(
            new SnapshotRequest(
                new LiveRequest.FromCluster(Optional.empty(), Optional.of("c")),
                Path.of("s.json.gz"),
                Optional.of(
                    new DesiredRequest(
                        List.of(new GitRequest(".", Optional.empty(), List.of("trino"))),
                        Optional.of(Scope.CLUSTER),
                        "default")),
                List.of("trino"),
                new MaskRequest(Optional.of(Path.of("k")), MaskLevel.STRICT)));
  }

  @Test
  void gapsAreToldAndHaveTheirExitCode() {
    Run run = Run.of(SampleReports.incomplete(), "snapshot", "--out", "s.json.gz");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo("drift: not in the snapshot, because they could not be read: Secret\n");
  }

  @Test
  void aFileMustBeNamed() {
    Run run = Run.of(SampleReports.clean(), "snapshot");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--out=FILE");
  }
}
