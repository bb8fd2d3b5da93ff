package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.testkit.Binaries;
import dev.drift.testkit.Binary;
import dev.drift.testkit.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The demo's recorded snapshot gives the findings that its changes make on a live cluster today.
@Tag("cluster")
final class DemoSnapshotTest {
  private static final Path SNAPSHOTS = Golden.repository().resolve("examples/snapshots");

  /// By hand, from reading `tools/demo-changes.sh`.
  private static final List<String> EXPECTED =
      List.of(
          "ADDED ConfigMap trino/trino-catalogs data[\"scratch.properties\"]",
          "ADDED Deployment trino/trino-coordinator"
              + " spec.template.spec.containers[name=trino].env[name=TRINO_DEBUG]",
          "ADDED NetworkPolicy minio/minio spec.ingress[2]",
          "ADDED Service kafka/kafka-0-external spec.externalIPs",
          "CHANGED Deployment hive/hive-metastore"
              + " spec.template.spec.containers[name=metastore].resources.limits.memory",
          "CHANGED Deployment trino/trino-coordinator"
              + " spec.template.spec.containers[name=trino].image",
          "CHANGED HorizontalPodAutoscaler trino/trino-worker spec.maxReplicas",
          "CHANGED PrometheusRule kafka/kafka spec.groups[name=kafka].rules[0].for",
          "CHANGED Secret hive/postgres data.POSTGRES_PASSWORD",
          "MISSING PodDisruptionBudget redis/redis",
          "UNMANAGED ClusterRoleBinding analysts-admin",
          "UNMANAGED ConfigMap flink/flink-scratch");

  @Test
  void recordedAndLiveFindingsAreTheSame() throws IOException, InterruptedException {
    try (ControlPlane plane = ControlPlane.start()) {
      Lakehouse lakehouse = Lakehouse.deploy(plane, "apply");
      change(plane);
      assertThat(Lakehouse.lines(lakehouse.check())).isEqualTo(EXPECTED);
    }
    Report recorded =
        Lakehouse.check(
            new LiveRequest.FromSnapshot(SNAPSHOTS.resolve("lakehouse.json.gz")),
            SNAPSHOTS.resolve("example.key"));
    assertThat(Lakehouse.lines(recorded)).isEqualTo(EXPECTED);
    assertThat(recorded.coverage().complete(FailOn.ANY_DRIFT.needs())).isTrue();
  }

  private static void change(ControlPlane plane) throws IOException, InterruptedException {
    Path script = Golden.repository().resolve("tools/demo-changes.sh");
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).inheritIO();
    Path kubectl = Binaries.resolve().path(Binary.KUBECTL);
    builder.environment().put("KUBECONFIG", plane.kubeconfig().toString());
    builder
        .environment()
        .merge("PATH", String.valueOf(kubectl.getParent()), (path, own) -> own + ":" + path);
    assertThat(builder.start().waitFor()).isZero();
  }
}
