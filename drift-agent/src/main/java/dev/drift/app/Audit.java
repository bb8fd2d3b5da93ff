package dev.drift.app;

import dev.drift.attribute.AuditTrail;
import dev.drift.audit.AuditLogFile;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.ApiKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the audit log says of the resources that differ.
record Audit(AuditTrail trail, List<Report.ObserverCoverage> observers, List<Problem> problems) {
  /// No audit log was given.
  static final Audit NONE = new Audit(AuditTrail.NONE, List.of(), List.of());

  private static final String NAME = "audit-log";

  Audit {
    observers = List.copyOf(observers);
    problems = List.copyOf(problems);
  }

  static Audit read(AuditLogFile log, DriftCheck.Compared compared, Progress progress) {
    Set<ResourceId> resources = new HashSet<>();
    for (Finding finding : compared.outcome().findings()) {
      resources.add(finding.resource().id());
    }
    List<ApiKind> kinds = compared.live().kinds();
    AuditLogFile.Content content =
        progress.during(
            "Reading the audit log", () -> log.read(AuditTrail.filter(resources, kinds)));
    return new Audit(
        AuditTrail.of(content.events(), kinds),
        List.of(new Report.ObserverCoverage(NAME, KindCoverage.Status.READ, "")),
        content.gap().stream().toList());
  }
}
