package dev.drift.report;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.origin.Place;
import dev.drift.secret.ShownInTests;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reports on names, values, files and messages that somebody chose to get markup, commands or
/// terminal codes into what reads them.
public final class HostileReports {
  /// What would be seen if it were obeyed.
  public static final List<String> TEXTS =
      List.of(
          "\u001b[2J\u001b[31mx",
          "x\n::error::forged",
          "x\r\n::set-output name=a::b",
          "</details><script>alert(1)</script><b>",
          "```\n<img src=x onerror=alert(1)>\n```",
          "]]></failure><testcase name=\"forged\"/>&lt;&#0;",
          "@everyone #1 !2 [x](javascript:alert(1)) <!-- -->",
          "\",\"forged\":\"",
          "%0A::error::forged",
          "a:b/c d?e#f%g",
          "\u202egnp.exe\u2066\u0000\u007f",
          "\ud800");

  private HostileReports() {}

  public static Stream<Report> all() {
    return TEXTS.stream().map(HostileReports::of);
  }

  /// The text as a name, a value, a file, a message and a path.
  public static Report of(String text) {
    ResourceRef resource = SampleReports.ref("v1", "ConfigMap", "shop", text);
    Place place = SampleReports.place(text, 3, 5);
    List<Finding> findings =
        List.of(
            SampleReports.drift(
                resource,
                Change.CHANGED,
                Severity.HIGH,
                "data.a",
                ShownInTests.plain(text),
                ShownInTests.plain("first\n" + text + "\nlast"),
                text,
                Optional.of(place)),
            SampleReports.drift(
                resource,
                Change.UNMANAGED,
                Severity.LOW,
                "",
                ShownInTests.plain(text),
                ShownInTests.plain(text),
                text,
                Optional.empty()));
    Report clean = SampleReports.clean();
    return SampleReports.report(
        List.of(SampleReports.source(List.of(text))),
        clean.coverage(),
        List.of(new Report.ResourceVerdict(resource, Verdict.DRIFTED)),
        findings,
        List.of(Problem.at(place, Problem.Code.YAML_SYNTAX, text)));
  }
}
