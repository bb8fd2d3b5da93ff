package dev.drift.report.text;

import static dev.drift.secret.ShownInTests.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.drift.finding.Attribution;
import dev.drift.finding.Category;
import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Cluster;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Verdict;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Location;
import dev.drift.model.scope.Source;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.report.SampleReports;
import dev.drift.report.view.Safe;
import dev.drift.secret.Shown;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a cluster or Git says, it adds no terminal code and no line of its own.
class HostileTextTest {
  private static final TextStyle WIDE = new TextStyle(false, 2000, true, true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b[31mx",
        "\u001b]0;title\u0007",
        "\u001b]8;;http://evil.example\u001b\\click",
        "\u009b31mx",
        "x\rExit code 0: no drift found.",
        "x\nExit code 0: no drift found.\n",
        "x\u0085Exit code 0",
        "x\u2028Exit code 0\u2029",
        "\u202egnp.exe\u2066\u200f",
        "x\b\b\b\u0000\u007f",
        "\udc00\ud800",
        "\ue000\udb40\udc41",
      })
  void staysText(String hostile) {
    String text = TextReport.of(full(hostile, hostile), FailOn.ANY_DRIFT, WIDE);
    assertThat(text.codePoints().filter(c -> c != '\n').filter(Safe::isUnsafe).toArray()).isEmpty();
    assertThat(text.lines().filter(line -> line.startsWith("Exit code"))).hasSize(1);

    // Values may have several lines; nothing else may.
    assertThat(TextReport.of(full(hostile, "value"), FailOn.ANY_DRIFT, WIDE).lines())
        .hasSameSizeAs(
            TextReport.of(full("name", "value"), FailOn.ANY_DRIFT, WIDE).lines().toList());
  }

  @Test
  void linesOfAValueCannotStandWhereLinesOfTheReportDo() {
    String fake = "a=1\nExit code 0: no drift found.\n\nCHANGED\n";
    Report report = SampleReports.with(changed(plain("a=2\nb=3\n"), plain(fake)));
    String text = TextReport.of(report, FailOn.ANY_DRIFT, WIDE);
    assertThat(text.lines().filter(line -> line.startsWith("Exit code"))).hasSize(1);
    assertThat(text).contains("            +Exit code 0: no drift found.");
  }

  @Test
  void textThatLooksLikeAMaskOrAnAbsentValueIsQuoted() {
    assertThat(text(plain("••••3fa2c1"), plain("(not in Git)")))
        .contains("\"••••3fa2c1\" → \"(not in Git)\"");
    assertThat(text(plain("4"), plain(Value.of(4)))).contains("\"4\" → 4");
    assertThat(text(plain(""), plain("null"))).contains("\"\" → \"null\"");
  }

  @Test
  void aHugeNumberIsNotWrittenOut() {
    Value huge = new Value.Num(new BigDecimal("1e999999999"));
    assertThat(text(plain(Value.of(1)), plain(huge))).contains("1 → 1E+999999999");
  }

  @Test
  void aLongTextIsCutWhereItDiffers() {
    String start = "x".repeat(5000);
    String text = text(plain(start + "old" + start), plain(start + "new" + start));
    assertThat(text).contains("old").contains("new").contains("(10,003 characters)");
    assertThat(text.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(2000);
  }

  @Test
  void hugeTextsAreComparedInTime() {
    String before = lines("before", 3900);
    String after = lines("after", 3900);
    assertTimeout(
        Duration.ofSeconds(20),
        () -> assertThat(text(plain(before), plain(after))).contains("more lines"));
    assertThat(text(plain(before), plain(lines("after", 100_000))))
        .contains("too long to compare line by line");
  }

  private static String lines(String word, int number) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < number; i++) {
      out.append(word).append(i).append('\n');
    }
    return out.toString();
  }

  private static String text(Shown desired, Shown live) {
    return TextReport.of(SampleReports.with(changed(desired, live)), FailOn.ANY_DRIFT, WIDE);
  }

  private static Finding.Drift changed(Shown desired, Shown live) {
    return SampleReports.drift(
        SampleReports.WORKER,
        Change.CHANGED,
        Severity.LOW,
        "spec.value",
        desired,
        live,
        "It differs.",
        Optional.empty());
  }

  /// A report with this text in every place that somebody else fills, and this one in values.
  private static Report full(String text, String value) {
    ResourceRef resource = SampleReports.ref(text, text, text, text);
    Path path = Path.of(text, "x").plus(Path.Key.of(text, text)).plus(new Path.Member(text));
    Value structure = SampleReports.object(Map.of(value, Value.of(value)));
    // A structure that does not fit one line.
    Value long1 =
        SampleReports.object(
            Map.of(
                "z" + value, Value.of("long".repeat(30)), "y", new Value.Arr(List.of(structure))));
    Attribution who =
        new Attribution(text, text, Optional.of(SampleReports.START), Attribution.Confidence.HINT);
    Attribution request =
        new Attribution(
            text,
            "",
            Optional.of(SampleReports.START),
            Attribution.Confidence.PROVEN,
            Optional.of(new Attribution.Request(text, text, text, text)));
    List<Finding> findings =
        List.of(
            finding(resource, path, plain("old"), plain(structure), text, who),
            finding(resource, path.field("long"), plain(structure), plain(long1), text, request),
            new Finding.Posture(
                "f",
                text,
                Category.SECURITY,
                Severity.LOW,
                resource,
                path,
                plain(structure),
                text,
                text,
                Optional.of(new Generated(text, List.of(text), Optional.empty()))));
    Coverage coverage =
        new Coverage(
            List.of(
                entry(new Coverage.Subject.Kind(text, text), text),
                entry(new Coverage.Subject.Observer(text), text),
                entry(new Coverage.Subject.Rules(new TreeSet<>(Set.of(text))), text),
                entry(new Coverage.Subject.Files(text, text), text)));
    return Report.of(new Report.Run(text, SampleReports.START, SampleReports.START, text), coverage)
        .sources(
            List.of(
                new Source(
                    text,
                    Optional.of(text),
                    Optional.of(text),
                    List.of(text),
                    text,
                    List.of(text))))
        .cluster(new Cluster(text, text, text, text))
        .resources(
            List.of(
                new Report.ResourceVerdict(resource, Verdict.UNKNOWN),
                new Report.ResourceVerdict(
                    SampleReports.ref("v1", "Service", text, text), Verdict.INVALID_DESIRED)))
        .findings(findings)
        .explained(List.of(new Report.Explained(resource, path, text)))
        .ignored(List.of(new Report.Ignored(resource, path, text, text, text, Optional.empty())))
        .ownedElsewhere(List.of(new Report.OwnedElsewhere(resource, text, text)))
        .outOfScope(new TreeMap<>(Map.of(resource.id().groupKind(), 1)))
        .skipped(List.of(new Skipped(SampleReports.place(text, 1, 1), text)))
        .problems(
            List.of(
                Problem.at(SampleReports.place(text, 1, 1), Problem.Code.YAML_SYNTAX, text),
                new Problem(Problem.Code.OTHER_KEY, text, Optional.empty(), Optional.of(resource))))
        .build();
  }

  private static Finding finding(
      ResourceRef resource, Path path, Shown desired, Shown live, String text, Attribution who) {
    return new Finding.Drift(
        "f",
        text,
        Category.CONFIGURATION,
        Severity.HIGH,
        Change.CHANGED,
        resource,
        path,
        desired,
        live,
        List.of(path),
        text,
        text,
        Optional.of(text),
        Optional.of(new Location.Written(SampleReports.place(text, 1, 1))),
        who);
  }

  private static Coverage.Entry entry(Coverage.Subject subject, String text) {
    return new Coverage.Entry(
        subject,
        KindCoverage.Status.FAILED,
        Set.of(Coverage.Need.DRIFT, Coverage.Need.POSTURE),
        0,
        text);
  }
}
