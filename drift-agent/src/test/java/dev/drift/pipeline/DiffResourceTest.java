package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.Golden;
import dev.drift.model.Verdict;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.plan.ObjectSides;
import dev.drift.report.text.SidesText;
import dev.drift.report.text.TextStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Resources of the example in the recorded snapshot, in which a dozen things drifted.
class DiffResourceTest {
  @TempDir Path folder;

  private static CheckRequestBuilder request() {
    return CheckRequestBuilder.ofSnapshot(
            Golden.repository().resolve("examples/lakehouse"),
            Golden.repository().resolve("examples/snapshots/lakehouse.json.gz"))
        .key(Golden.repository().resolve("examples/snapshots/example.key"));
  }

  private static ObjectSides sides(CheckRequest request, String kind, String name) {
    return new DiffResource(Agent.ofProcess(), Progress.NONE)
        .run(new ResourceRequest(request, kind, name));
  }

  /// Changed lines only.
  private static List<String> diff(CheckRequest request, String kind, String name) {
    return SidesText.of(sides(request, kind, name), 0, TextStyle.PLAIN)
        .lines()
        .skip(2)
        .filter(it -> !it.startsWith("@@"))
        .toList();
  }

  private static List<String> diff(String kind, String name) {
    return diff(request().build(), kind, name);
  }

  /// Defaults and what controllers write are the same on both sides.
  @Test
  void onlyDriftIsDifferent() {
    assertThat(diff("deploy", "trino/trino-coordinator"))
        .containsExactly(
            "-        image: trinodb/trino:479",
            "+        - name: TRINO_DEBUG",
            "+          value: 'true'",
            "+        image: trinodb/trino:480");
    assertThat(diff("deployment", "hive/hive-metastore"))
        .containsExactly("-            memory: 2Gi", "+            memory: 6Gi");
  }

  @Test
  void textsOfSeveralLinesAreWrittenAsSuch() {
    assertThat(diff("cm", "trino/trino-catalogs"))
        .containsExactly("+  scratch.properties: |", "+    connector.name=memory");
  }

  @Test
  void secretsAreMasked() {
    assertThat(diff("secret", "hive/postgres"))
        .containsExactly("-  POSTGRES_PASSWORD: ••••f38c47", "+  POSTGRES_PASSWORD: ••••e38ad9");
  }

  @Test
  void aMissingObjectIsAllOfGit() {
    assertThat(diff("pdb", "redis/redis"))
        .contains("-  maxUnavailable: 0")
        .allMatch(it -> it.startsWith("-"));
  }

  @Test
  void anUndeclaredObjectIsAllOfTheCluster() {
    assertThat(sides(request().build(), "cm", "flink/flink-scratch").verdict())
        .isEqualTo(Verdict.UNMANAGED);
    assertThat(diff("cm", "flink/flink-scratch"))
        .contains("+  name: flink-scratch")
        .allMatch(it -> it.startsWith("+"));
  }

  @Test
  void anObjectInSyncHasNoDiff() {
    assertThat(sides(request().build(), "svc", "trino/trino").verdict()).isEqualTo(Verdict.IN_SYNC);
    assertThat(diff("svc", "trino/trino")).isEmpty();
  }

  @Test
  void whatAPolicyIgnoresIsTheSameOnBothSides() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: memory}
            spec:
              ignores:
              - name: memory
                match: {kinds: [Deployment], paths: ["spec.template.spec.containers[*].resources"]}
                reason: set by hand
                owner: platform team
                expires: 2999-12-31
            """);

    assertThat(diff(request().policies(policy).build(), "deploy", "hive/hive-metastore")).isEmpty();
  }

  @Test
  void namesWhereGitDeclaresIt() {
    assertThat(
            SidesText.of(
                    sides(request().build(), "deploy", "trino/trino-coordinator"),
                    3,
                    TextStyle.PLAIN)
                .lines())
        .startsWith(
            "--- Git      namespaces/trino/coordinator.yaml:1:1",
            "+++ cluster  Deployment trino/trino-coordinator")
        .contains("         imagePullPolicy: IfNotPresent");
  }

  @Test
  void whatNobodyHasIsAnError() {
    assertThatThrownBy(() -> sides(request().build(), "cm", "trino/nope"))
        .hasMessageContaining("neither Git nor the cluster has ConfigMap trino/nope");
  }

  /// What is good to know of the rest of the repository is no reason to refuse.
  @Test
  void whatStandsBesideItNeedNotBeRead() throws IOException {
    Path web = Files.createDirectories(folder.resolve("web"));
    Files.writeString(
        web.resolve("web.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: trino}
        """);
    Path templates = Files.createDirectories(folder.resolve("chart/templates"));
    Files.writeString(
        folder.resolve("chart/Chart.yaml"), "{apiVersion: v2, name: chart, version: 1.0.0}");
    Files.writeString(templates.resolve("a.yaml"), "{{ .Values.a }}");
    CheckRequest check =
        CheckRequestBuilder.of(
                new LiveRequest.FromSnapshot(
                    Golden.repository().resolve("examples/snapshots/lakehouse.json.gz")),
                new GitRequest(folder.toString(), Optional.empty(), List.of("web")))
            .key(Golden.repository().resolve("examples/snapshots/example.key"))
            .build();

    assertThat(sides(check, "cm", "trino/web").verdict()).isEqualTo(Verdict.MISSING);
    assertThat(
            new ExplainResource(Agent.ofProcess(), Progress.NONE)
                .run(new ResourceRequest(check, "cm", "trino/web"))
                .verdict())
        .isEqualTo(Verdict.MISSING);
  }
}
