package dev.drift.report.sarif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.report.HostileReports;
import dev.drift.report.SampleReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The schema is that of OASIS.
class SarifReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Report> reports() {
    return Stream.concat(
        Stream.of(
            SampleReports.drifted(),
            SampleReports.clean(),
            SampleReports.incomplete(),
            SampleReports.invalid()),
        HostileReports.all());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void followsTheSchema(Report report) throws IOException {
    assertThat(schema().validate(sarif(report))).isEmpty();
  }

  @Test
  void theSchemaFindsMistakes() throws IOException {
    assertThat(schema().validate(JSON.readTree("{\"version\": \"2.1.0\", \"runs\": [{}]}")))
        .isNotEmpty();
  }

  @Test
  void namesFileLineRuleAndFingerprint() throws IOException {
    Report report = SampleReports.drifted();
    JsonNode run = sarif(report).at("/runs/0");

    List<String> fingerprints = new ArrayList<>();
    run.get("results")
        .forEach(it -> fingerprints.add(it.at("/partialFingerprints/drift~1v1").asText()));
    assertThat(fingerprints)
        .isEqualTo(report.findings().stream().map(Finding::fingerprint).toList())
        .doesNotHaveDuplicates();
    JsonNode image =
        run.get("results").findParents("ruleId").stream()
            .filter(it -> it.at("/message/text").asText().contains("trinodb/trino:481"))
            .findFirst()
            .orElseThrow();
    JsonNode place = image.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("trino/worker.yaml");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(34);
    assertThat(place.at("/region/startColumn").asInt()).isEqualTo(18);
    assertThat(image.get("level").asText()).isEqualTo("error");
    JsonNode rule = run.at("/tool/driver/rules").get(image.get("ruleIndex").asInt());
    assertThat(rule.get("id").asText()).isEqualTo(image.get("ruleId").asText()).isEqualTo("CFG001");
    assertThat(rule.at("/help/text").asText()).contains("Remedy: ");
    assertThat(run.at("/versionControlProvenance/0/revisionId").asText())
        .isEqualTo("4be81d7c2f9057c6a2a4c3f1e7c98d0b5a6f1e23");
    assertThat(run.at("/invocations/0/exitCode").asInt()).isEqualTo(1);
  }

  /// GitHub refuses a result without a file.
  @Test
  void anObjectThatGitDoesNotDeclareHasALocationToo() throws IOException {
    JsonNode results = sarif(SampleReports.drifted()).at("/runs/0/results");

    List<String> files = new ArrayList<>();
    results.forEach(
        it -> files.add(it.at("/locations/0/physicalLocation/artifactLocation/uri").asText()));
    assertThat(files).contains("cluster/ClusterRoleBinding/debug-admin").noneMatch(String::isEmpty);
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in =
        SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
    }
  }

  private static JsonNode sarif(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SarifReport.write(report, FailOn.ANY_DRIFT, out);
    return JSON.readTree(out.toString(UTF_8));
  }
}
