package dev.drift.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.git.GitRepo;
import dev.drift.json.JsonReader;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Value;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.ReportFormats;
import dev.drift.report.text.AccountText;
import dev.drift.report.text.TextStyle;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTools;
import dev.drift.testkit.Renderer;
import dev.drift.yaml.YamlLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A finding in what a program renders leads to the file that a person edits. The cluster has
/// 203.0.113.11.
class FindOriginsTest {
  @TempDir Path temp;

  private GitRepo repository;
  private Path helm;
  private Path kustomize;
  private Path starts;

  @BeforeEach
  void create() throws IOException {
    starts = Files.createFile(temp.resolve("starts"));
    helm = counting("helm", "v4.3.1", Renderer.HELM.path());
    kustomize = counting("kustomize", "v5.8.1", Renderer.KUSTOMIZE.path());
    repository = GitRepo.create(temp.resolve("platform"));
  }

  /// The real program, behind a script that counts.
  private Path counting(String name, String version, Path program) throws IOException {
    Path script = temp.resolve(name);
    Files.writeString(
        script,
        """
        #!/bin/sh
        [ "$1" = version ] && { echo %s; exit; }
        echo "$1" >> %s
        exec %s "$@"
        """
            .formatted(version, starts, program));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  /// @param second how its template says the second address
  private GitRepo chart(String second) {
    return repository
        .write("charts/hosts/Chart.yaml", "apiVersion: v2\nname: hosts\nversion: 1.0.0\n")
        .write("charts/hosts/values.yaml", "second: 203.0.113.98\n")
        .write(
            "charts/hosts/templates/hosts.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}
              labels: {app: kafka}
            data:
              kafka-0: 203.0.113.10
              kafka-1: %s
            """
                .formatted(second));
  }

  private GitRepo base(String second) {
    return repository
        .write("prod/kustomization.yaml", "namespace: kafka\nresources: [../base]\n")
        .write("base/kustomization.yaml", "resources: [hosts.yaml]\n")
        .write(
            "base/hosts.yaml",
            """
            # of Kafka
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: kafka-external-hosts
              labels: {app: kafka}
            data:
              kafka-0: 203.0.113.10
              kafka-1: %s
            """
                .formatted(second));
  }

  private static String config(String more) {
    return """
    apiVersion: drift.dev/v1
    kind: Config
    sources:
      - helm:
          - chart: charts/hosts
            release: kafka-external-hosts
            namespace: kafka
            %s
    """
        .formatted(more);
  }

  private void values(String address) {
    chart("{{ .Values.second }}")
        .write("drift.yaml", config("valueFiles: [values-prod.yaml]"))
        .write("values-prod.yaml", "# of production\nsecond: %s\n".formatted(address))
        .commit();
  }

  private Agent agent() {
    return new Agent(
        Map.of("HOME", temp.toString()),
        false,
        InstantSource.system(),
        () -> "1",
        new AutoRenderer(
            YamlLimits.DEFAULT,
            new RenderTools(
                Map.of(RenderProgram.HELM, helm, RenderProgram.KUSTOMIZE, kustomize), Map.of())));
  }

  private static CheckRequest request(GitRequest source) {
    return CheckRequestBuilder.of(
            new LiveRequest.FromSnapshot(
                Golden.repository().resolve("examples/snapshots/lakehouse.json.gz")),
            source)
        .key(Golden.repository().resolve("examples/snapshots/example.key"))
        .scope(Scope.OBJECTS)
        .build();
  }

  /// Of a clone, whose builds are kept.
  private GitRequest cloned() {
    return new GitRequest("file://" + repository.folder(), Optional.empty(), List.of());
  }

  private Report check(GitRequest source) {
    return new DriftCheck(agent(), Progress.NONE).run(request(source));
  }

  private static String origin(Report report) {
    return report.findings().stream()
        .filter(it -> it.path().toString().equals("data.kafka-1"))
        .map(Finding::origin)
        .findFirst()
        .orElseThrow()
        .orElseThrow()
        .toString();
  }

  private int starts() throws IOException {
    return Files.readAllLines(starts).size();
  }

  @Test
  void aFindingLeadsToTheValuesFile() {
    values("203.0.113.99");

    assertThat(origin(check(cloned())))
        .isEqualTo("values-prod.yaml:2:9 (values key second, rendered by helm)");
    assertThat(origin(check(CheckRequestBuilder.source(repository.folder()))))
        .isEqualTo("values-prod.yaml:2:9 (values key second, rendered by helm)");
  }

  @Test
  void aFindingLeadsToTheValuesOfTheRepositorysConfiguration() {
    chart("{{ .Values.second }}")
        .write("drift.yaml", config("values: {second: 203.0.113.99}"))
        .commit();

    assertThat(origin(check(cloned())))
        .isEqualTo("drift.yaml:8:26 (values key second, rendered by helm)");
  }

  @Test
  void aFindingLeadsToTheTemplateIfNoValueSetsIt() {
    chart("203.0.113.99").write("drift.yaml", config("values: {}")).commit();

    assertThat(origin(check(cloned())))
        .isEqualTo("charts/hosts/templates/hosts.yaml:2:1 (template, rendered by helm)");
  }

  @Test
  void explainNamesTheSamePlace() {
    values("203.0.113.99");

    String account =
        AccountText.of(
            new ExplainResource(agent(), Progress.NONE)
                .run(
                    new ResourceRequest(
                        request(cloned()), "configmap", "kafka/kafka-external-hosts")),
            TextStyle.PLAIN);

    assertThat(account)
        .containsPattern(
            "DRIFT +data\\.kafka-1 .*  values-prod\\.yaml:2:9 \\(values key second, rendered by"
                + " helm\\)");
  }

  @Test
  void jsonSaysWhatKindOfPlaceItIs() throws IOException {
    values("203.0.113.99");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportFormats.of("json")
        .orElseThrow()
        .write(check(cloned()), FailOn.ANY_DRIFT, TextStyle.PLAIN, UTF_8, out);

    Value.Obj origin =
        ((Value.Obj) JsonReader.read(out.toString(UTF_8)))
            .objects("findings").stream()
                .filter(it -> it.text("path").equals(Optional.of("data.kafka-1")))
                .findFirst()
                .orElseThrow()
                .object("origin");
    assertThat(origin.without("inputs"))
        .isEqualTo(
            JsonReader.read(
                """
                {"file": "values-prod.yaml", "line": 2, "column": 9, "kind": "values",
                 "key": "second", "renderer": "helm"}
                """));
  }

  @Test
  void aFindingLeadsToTheLineOfAResourceInABase() {
    base("203.0.113.99").commit();

    assertThat(origin(check(cloned())))
        .isEqualTo("base/hosts.yaml:9:12 (resource, rendered by kustomize)");
  }

  @Test
  void withoutFindingsNothingMoreIsRendered() throws IOException {
    base("203.0.113.11").commit();

    assertThat(check(cloned()).findings()).isEmpty();
    assertThat(starts()).isEqualTo(1);
  }

  @Test
  void theSecondRunRendersNothing() throws IOException {
    values("203.0.113.99");
    String first = origin(check(cloned()));
    int before = starts();

    assertThat(origin(check(cloned()))).isEqualTo(first);
    assertThat(starts()).isEqualTo(before);
  }
}
