package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Value;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.secret.Shown;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A chart that the repository's own `drift.yaml` names, compared with a cluster.
class HelmChartsTest {
  @TempDir Path folder;

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Report check() {
    Agent agent =
        new Agent(
            Map.of("HOME", folder.toString()),
            false,
            InstantSource.system(),
            () -> "1",
            new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools()));
    return new DriftCheck(agent, Progress.NONE)
        .run(
            CheckRequestBuilder.of(
                    new LiveRequest.FromSnapshot(
                        Golden.repository().resolve("examples/snapshots/lakehouse.json.gz")),
                    CheckRequestBuilder.source(folder))
                .key(Golden.repository().resolve("examples/snapshots/example.key"))
                .scope(Scope.OBJECTS)
                .build());
  }

  private void chart() throws IOException {
    write("charts/hosts/Chart.yaml", "apiVersion: v2\nname: hosts\nversion: 1.0.0\n");
    write("charts/hosts/values.yaml", "second: 203.0.113.98\n");
    write(
        "charts/hosts/templates/hosts.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Release.Name }}
          labels: {app: kafka}
        data:
          kafka-0: {{ randAlphaNum 12 }}
          kafka-1: {{ .Values.second }}
        """);
  }

  /// The cluster has 203.0.113.11, and the first address is another one each time.
  @Test
  void comparesWhatTheChartMakesOfTheValues() throws IOException {
    chart();
    write(
        "drift.yaml",
        """
        apiVersion: drift.dev/v1
        kind: Config
        sources:
          - helm:
              - chart: charts/hosts
                release: kafka-external-hosts
                namespace: kafka
                values: {second: 203.0.113.99}
        """);

    Report report = check();

    assertThat(report.problems()).isEmpty();
    List<Finding.Drift> drift =
        report.findings().stream()
            .filter(Finding.Drift.class::isInstance)
            .map(Finding.Drift.class::cast)
            .filter(it -> it.path().toString().startsWith("data"))
            .toList();
    assertThat(drift).extracting(it -> it.path().toString()).containsExactly("data.kafka-1");
    assertThat(drift.getFirst().desired())
        .isInstanceOfSatisfying(
            Shown.Plain.class, it -> assertThat(it.value()).isEqualTo(Value.of("203.0.113.99")));
    assertThat(drift.getFirst().origin().orElseThrow())
        .hasToString("drift.yaml:8:26 (values key second, rendered by helm)");
    assertThat(report.sources().getFirst().renderer()).isEqualTo("helm v4.3.1");
  }

  @Test
  void saysThatNobodyDeploysAChart() throws IOException {
    chart();

    Report report = check();

    assertThat(report.findings()).isEmpty();
    assertThat(report.coverage().entries())
        .filteredOn(it -> it.subject() instanceof Coverage.Subject.Files)
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).contains("under helm of a source in drift.yaml"));
  }
}
