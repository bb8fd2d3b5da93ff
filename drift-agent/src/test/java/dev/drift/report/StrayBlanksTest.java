package dev.drift.report;

import static dev.drift.report.SampleReports.BACKDOOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.model.value.Path;
import dev.drift.report.text.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A cluster-scoped object has no namespace, and a whole object no path: neither leaves a blank or
/// a slash behind, in any format.
class StrayBlanksTest {
  /// Too wide to wrap anything, with all details.
  private static final TextStyle STYLE = new TextStyle(false, 2000, true, true);

  static Stream<Report> reports() {
    return Stream.concat(
        Stream.of(SampleReports.drifted(), SampleReports.incomplete(), SampleReports.invalid()),
        Arrays.stream(Verdict.values()).map(StrayBlanksTest::whole));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void noFormatPrintsStrayBlanks(Report report) throws IOException {
    for (ReportFormat format : ReportFormats.ALL) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      format.write(report, FailOn.ANY_DRIFT, STYLE, UTF_8, out);

      // Of the page, only what it says of the report: the rest is the same each time.
      assertThat(
              out.toString(UTF_8)
                  .lines()
                  .filter(it -> !format.name().equals("html") || it.contains("id=\"report\"")))
          .isNotEmpty()
          .noneMatch(line -> line.matches(".*\\S[ /]:( .*|$)"), "a blank or slash before a colon")
          .noneMatch(line -> line.matches(".* /\\w.*: .*"), "a name without its namespace")
          .noneMatch(line -> line.matches(".*: +: .*"), "two colons");
    }
  }

  /// Everything that a report can say of a whole cluster-scoped object.
  private static Report whole(Verdict verdict) {
    Report sample = SampleReports.drifted();
    return Report.of(sample.run(), Coverage.NOTHING)
        .sources(sample.sources())
        .cluster(sample.cluster().orElseThrow())
        .resources(List.of(new Report.ResourceVerdict(BACKDOOR, verdict)))
        .findings(
            sample.findings().stream().filter(one -> one.resource().equals(BACKDOOR)).toList())
        .explained(List.of(new Report.Explained(BACKDOOR, Path.ROOT, "a controller creates it")))
        .ignored(
            List.of(
                new Report.Ignored(
                    BACKDOOR,
                    Path.ROOT,
                    "break-glass",
                    "for emergencies",
                    "platform team",
                    Optional.of(LocalDate.of(2027, 6, 30)))))
        .ownedElsewhere(
            List.of(new Report.OwnedElsewhere(BACKDOOR, "GKE add-ons", "its marks say so")))
        .problems(
            List.of(
                new Problem(
                    Problem.Code.IGNORE_REFUSED,
                    "it cannot be ignored",
                    Optional.empty(),
                    Optional.of(BACKDOOR))))
        .build();
  }
}
