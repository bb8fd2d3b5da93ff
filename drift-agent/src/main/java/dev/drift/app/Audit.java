package dev.drift.app;

import dev.drift.attribute.AuditTrail;
import dev.drift.audit.AuditLogFile;
import dev.drift.finding.Coverage;
import dev.drift.model.ApiKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import java.util.List;
import java.util.Set;

/// What the audit log says of some resources.
record Audit(AuditTrail trail, List<Coverage.Entry> observers, List<Problem> problems) {
  /// No audit log was given.
  static final Audit NONE = new Audit(AuditTrail.NONE, List.of(), List.of());

  private static final String NAME = "audit-log";

  Audit {
    observers = List.copyOf(observers);
    problems = List.copyOf(problems);
  }

  /// @param resources whose requests are looked for
  static Audit read(
      AuditLogFile log, Set<ResourceId> resources, List<ApiKind> kinds, Progress progress) {
    AuditLogFile.Content content =
        progress.during(
            "Reading the audit log", () -> log.read(AuditTrail.filter(resources, kinds)));
    return new Audit(
        AuditTrail.of(content.events(), kinds),
        List.of(
            new Coverage.Entry(
                new Coverage.Subject.Observer(NAME),
                KindCoverage.Status.READ,
                Set.of(Coverage.Need.ATTRIBUTION),
                content.events().size(),
                "")),
        content.gap().stream().toList());
  }
}
