package dev.drift.report.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.report.HostileReports;
import dev.drift.report.SampleReports;
import dev.drift.secret.ShownInTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownReportTest {
  static Stream<String> hostile() {
    return HostileReports.TEXTS.stream();
  }

  private static String markdown(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MarkdownReport.write(report, FailOn.ANY_DRIFT, out);
    return out.toString(UTF_8);
  }

  /// GitHub refuses comments of 65,536 characters.
  @Test
  void fitsIntoACommentAndCountsTheRest() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      findings.add(
          SampleReports.as(
              SampleReports.drift(
                  SampleReports.ref("v1", "ConfigMap", "shop", "settings-" + i % 4),
                  Change.CHANGED,
                  Severity.values()[i % 5],
                  "data.key" + i,
                  ShownInTests.plain("a%s\n".formatted("b".repeat(150)).repeat(40)),
                  ShownInTests.plain("a%s\n".formatted("c".repeat(150)).repeat(40)),
                  "It differs.",
                  Optional.of(SampleReports.place("shop/settings.yaml", i + 1, 3))),
              "CFG%03d".formatted(100 + i % 18),
              SampleReports.ref("v1", "ConfigMap", "shop", "settings-" + i % 18)));
    }
    Report clean = SampleReports.clean();
    String text =
        markdown(
            SampleReports.report(
                clean.sources(), clean.coverage(), clean.resources(), findings, List.of()));

    assertThat(text.getBytes(UTF_8)).hasSizeLessThan(64 * 1024).hasSizeGreaterThan(10_000);
    assertThat(text).startsWith("### Drift: 3,000 differences between Git and the cluster");
    assertThat(text)
        .contains("more findings like these", "not shown here; `drift check` prints all");
  }

  /// What is HTML in it is Drift's own.
  @ParameterizedTest
  @MethodSource("hostile")
  void formatsNothingOfTexts(String text) throws IOException {
    String markdown = markdown(HostileReports.of(text));

    StringBuilder outside = new StringBuilder();
    String fence = "";
    for (String line : markdown.lines().toList()) {
      String stripped = line.strip();
      if (fence.isEmpty() && stripped.startsWith("```")) {
        fence = stripped.replaceFirst("[^`].*", "");
      } else if (!fence.isEmpty() && stripped.equals(fence)) {
        fence = "";
      } else if (fence.isEmpty()) {
        outside.append(line).append('\n');
      }
    }
    assertThat(fence).as("an open block").isEmpty();
    String formatted = outside.toString().replaceAll("(`+)[^`].*?[^`]\\1(?!`)", "");
    assertThat(formatted)
        .doesNotContainPattern("(?<!\\\\)<(?!/?(details|summary|b)>)")
        .doesNotContain("\u001b");
    assertThat(formatted.split("(?<!\\\\)</details>", -1))
        .hasSameSizeAs(markdown(HostileReports.of("plain")).split("</details>", -1));
  }
}
