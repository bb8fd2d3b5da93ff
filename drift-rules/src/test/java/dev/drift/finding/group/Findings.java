package dev.drift.finding.group;

import dev.drift.finding.Attribution;
import dev.drift.finding.Category;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Fingerprint;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Cluster;
import dev.drift.model.KindCoverage;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Source;
import dev.drift.model.value.Path;
import dev.drift.secret.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Findings and reports, as short as tests want them.
final class Findings {
  static final String UID = "7d1f0c7e-3f57-4d53-9f0e-0d6f2f6f1c55";
  static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private static final Report.Run RUN = new Report.Run("run", START, START, "test");

  private Findings() {}

  static ResourceRef deployment(String name) {
    return new ResourceRef(
        "apps/v1", new ResourceId(new GroupKind("apps", "Deployment"), "shop", name));
  }

  static Finding.Drift drift(String name, String path) {
    return drift(name, path, "CFG001", Severity.MEDIUM, "kubectl-edit");
  }

  static Finding.Drift drift(
      String name, String path, String rule, Severity severity, String manager) {
    ResourceRef resource = deployment(name);
    Path at = Path.parse(path);
    return new Finding.Drift(
        Fingerprint.ofDrift(UID, resource.id(), at),
        rule,
        Category.CONFIGURATION,
        severity,
        path.isEmpty() ? Change.UNMANAGED : Change.CHANGED,
        resource,
        at,
        new Shown.Absent(),
        new Shown.Absent(),
        List.of(),
        "It differs.",
        "Look at it.",
        Optional.empty(),
        Optional.empty(),
        new Attribution(manager, "Update", Optional.of(START), Attribution.Confidence.HINT));
  }

  static Finding.Posture posture(String name, String rule) {
    ResourceRef resource = deployment(name);
    Path at = Path.parse("spec");
    return new Finding.Posture(
        Fingerprint.ofPosture(UID, resource.id(), at, rule),
        rule,
        Category.SECURITY,
        Severity.HIGH,
        resource,
        at,
        new Shown.Absent(),
        "It is open.",
        "Close it.",
        Optional.empty());
  }

  /// A run that saw everything; these resources besides those of the findings are in sync.
  static Report report(List<? extends Finding> findings, String... inSync) {
    return report(Coverage.NOTHING, findings, inSync);
  }

  static Report report(Coverage coverage, List<? extends Finding> findings, String... inSync) {
    Stream<Report.ResourceVerdict> drifted =
        findings.stream()
            .map(Finding::resource)
            .distinct()
            .map(it -> new Report.ResourceVerdict(it, Verdict.DRIFTED));
    Stream<Report.ResourceVerdict> others =
        Stream.of(inSync).map(it -> new Report.ResourceVerdict(deployment(it), Verdict.IN_SYNC));
    return of(coverage, findings, Stream.concat(drifted, others).toList());
  }

  static Report of(
      Coverage coverage, List<? extends Finding> findings, List<Report.ResourceVerdict> resources) {
    return Report.of(RUN, coverage)
        .cluster(new Cluster("https://10.0.0.1:6443", "v1.36.3", "prod", UID))
        .sources(
            List.of(
                new Source(
                    "https://git.example.com/shop.git",
                    Optional.of("main"),
                    Optional.empty(),
                    List.of(),
                    "plain",
                    List.of())))
        .resources(resources)
        .findings(List.copyOf(findings))
        .build();
  }

  static Coverage blindFor(Coverage.Subject subject, Coverage.Need need) {
    return new Coverage(
        List.of(
            new Coverage.Entry(
                subject, KindCoverage.Status.FORBIDDEN, Set.of(need), 0, "It may not be read.")));
  }
}
