package dev.drift.report.view;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.KindCoverage;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// The numbers of a report. Every format takes them from here.
///
/// @param resources how many were compared
/// @param kindsRead how many kinds were read from the cluster
/// @param verdicts resources by verdict, without those that no resource has
/// @param drift drift findings by severity that no baseline accepts, the most severe first, without
///     severities that none has
/// @param posture posture findings, likewise
/// @param accepted findings that a baseline accepts, which are in neither
public record Summary(
    int resources,
    int kindsRead,
    Map<Verdict, Integer> verdicts,
    Map<Severity, Integer> drift,
    Map<Severity, Integer> posture,
    int explained,
    int ignored,
    int ownedElsewhere,
    int skipped,
    int accepted) {

  public Summary {
    verdicts = Collections.unmodifiableMap(verdicts);
    drift = Collections.unmodifiableMap(drift);
    posture = Collections.unmodifiableMap(posture);
  }

  public static Summary of(Report report) {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    report.resources().forEach(judged -> verdicts.merge(judged.verdict(), 1, Integer::sum));
    return new Summary(
        report.resources().size(),
        kindsRead(report.coverage()),
        verdicts,
        bySeverity(report.fresh().stream().filter(Finding.Drift.class::isInstance).toList()),
        bySeverity(report.fresh().stream().filter(Finding.Posture.class::isInstance).toList()),
        report.explained().size(),
        report.ignored().size(),
        report.ownedElsewhere().size(),
        report.skipped().size(),
        report.findings().size() - report.fresh().size());
  }

  public int count(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  public int driftFindings() {
    return sum(drift);
  }

  public int postureFindings() {
    return sum(posture);
  }

  private static int sum(Map<Severity, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<Severity, Integer> bySeverity(Collection<? extends Finding> findings) {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    findings.forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
    return counts;
  }

  private static int kindsRead(Coverage coverage) {
    return (int)
        coverage.entries().stream()
            .filter(entry -> entry.status() == KindCoverage.Status.READ)
            .map(Coverage.Entry::subject)
            .filter(Coverage.Subject.Kind.class::isInstance)
            .map(Coverage.Subject.Kind.class::cast)
            .map(kind -> GroupKind.of(kind.apiVersion(), kind.kind()))
            .distinct()
            .count();
  }
}
