package dev.drift.act;

import static dev.drift.secret.ShownInTests.plain;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.report.SampleReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reports that tests announce.
public final class Announced {
  /// What hostile names and values try.
  public static final List<String> HOSTILE =
      List.of(
          "@everyone look",
          "<!channel> <@U123>",
          "[click](https://evil.example.com)",
          "https://evil.example.com www.evil.example.com",
          "![x](https://evil.example.com/x.png)",
          "<img src=x onerror=alert(1)>",
          "<!-- drift:end -->",
          "closes #1, !2 and GH-3",
          "/close",
          "`code` ``two``",
          "a\n\n# heading\n/close\n- [ ] task",
          "\u202eright to left\u200b\u0007",
          "*bold* _it_ ~~no~~ | cell");

  private Announced() {}

  public static ResourceRef deployment(String name) {
    return new ResourceRef(
        "apps/v1", new ResourceId(new GroupKind("apps", "Deployment"), "trino", name));
  }

  public static Finding.Drift finding(String name, String path) {
    return finding(name, path, "481", "The workers run another image than Git declares.");
  }

  public static Finding.Drift finding(String name, String path, String live, String message) {
    return SampleReports.drift(
        deployment(name),
        Change.CHANGED,
        Severity.HIGH,
        path,
        plain("476"),
        plain(live),
        message,
        Optional.empty());
  }

  /// A run that saw everything; these Deployments besides those of the findings are in sync.
  public static Report report(List<? extends Finding> findings, String... inSync) {
    List<Report.ResourceVerdict> resources = new ArrayList<>();
    findings.stream()
        .map(Finding::resource)
        .distinct()
        .forEach(it -> resources.add(new Report.ResourceVerdict(it, Verdict.DRIFTED)));
    for (String name : inSync) {
      resources.add(new Report.ResourceVerdict(deployment(name), Verdict.IN_SYNC));
    }
    return SampleReports.report(
        List.of(SampleReports.source(List.of())),
        Coverage.NOTHING,
        resources,
        List.copyOf(findings),
        List.of());
  }
}
