package dev.drift.report.ci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.HostileReports;
import dev.drift.report.SampleReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CiAnnotationsTest {
  static Stream<String> hostile() {
    return HostileReports.TEXTS.stream();
  }

  private static List<String> github(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GithubAnnotations.write(report, FailOn.ANY_DRIFT, out);
    return out.toString(UTF_8).lines().toList();
  }

  private static JsonNode gitlab(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GitlabCodeQuality.write(report, FailOn.ANY_DRIFT, out);
    return new ObjectMapper().readTree(out.toString(UTF_8));
  }

  @Test
  void githubShowsFindingsBesideTheirLines() throws IOException {
    assertThat(github(SampleReports.drifted()))
        .anyMatch(
            it ->
                it.startsWith(
                    "::error file=trino/worker.yaml,line=34,col=18,title=high CFG001%3A Deployment"
                        + " trino/trino-worker spec.template.spec.containers[name=trino-worker].image"
                        + "::The workers run another image than Git declares. Git:"
                        + " trinodb/trino:476; cluster: trinodb/trino:481."))
        .anyMatch(it -> it.startsWith("::error title=critical CFG001%3A ClusterRoleBinding"))
        .anyMatch(it -> it.startsWith("::warning title=Drift could not look::"))
        .last()
        .asString()
        .isEqualTo("::notice title=Drift::Exit code 1: the cluster has drifted from Git.");
  }

  /// See <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>.
  @ParameterizedTest
  @MethodSource("hostile")
  void githubTakesNoCommandFromTexts(String text) throws IOException {
    assertThat(github(HostileReports.of(text)))
        .hasSameSizeAs(github(HostileReports.of("plain")))
        .allMatch(it -> it.matches("::(error|warning|notice) [^:]*::.*"));
  }

  @Test
  void gitlabHasAnEntryForEachFindingAndGap() throws IOException {
    JsonNode entries = gitlab(SampleReports.drifted());

    List<String> severities = new ArrayList<>();
    List<String> fingerprints = new ArrayList<>();
    for (JsonNode each : entries) {
      severities.add(each.get("severity").asText());
      fingerprints.add(each.get("fingerprint").asText());
      assertThat(each.at("/location/path").asText()).isNotEmpty().doesNotStartWith("/");
      assertThat(each.at("/location/lines/begin").asInt()).isPositive();
      assertThat(each.get("description").asText()).isNotEmpty();
      assertThat(each.get("check_name").asText()).isNotEmpty();
    }
    assertThat(severities).startsWith("blocker", "blocker").contains("critical", "minor", "major");
    assertThat(fingerprints).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void gitlabTakesNoFieldFromTexts(String text) throws IOException {
    JsonNode entries = gitlab(HostileReports.of(text));

    assertThat(entries).hasSize(3);
    entries.forEach(it -> assertThat(it).hasSize(5));
  }
}
