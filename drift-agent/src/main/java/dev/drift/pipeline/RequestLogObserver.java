package dev.drift.pipeline;

import dev.drift.attribute.RequestLog;
import dev.drift.finding.Coverage;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.kind.ApiKind;
import dev.drift.requestlog.RequestLogFile;
import dev.drift.world.Facts;
import dev.drift.world.Observation;
import java.util.List;
import java.util.Set;

/// What the API server's request log says of the resources that differ.
final class RequestLogObserver implements Observer {
  private static final String NAME = "audit-log";

  private final RequestLogFile log;

  RequestLogObserver(RequestLogFile log) {
    this.log = log;
  }

  @Override
  public Stage stage() {
    return Stage.ATTRIBUTION;
  }

  /// A file that is not a request log is detected only here; the findings so far are kept.
  @Override
  public Observation observe(Inquiry inquiry) {
    List<ApiKind> kinds = inquiry.compared().world().live().kinds();
    try {
      RequestLogFile.Content content =
          inquiry
              .progress()
              .during(
                  "Reading the audit log",
                  () -> log.read(RequestLog.filter(inquiry.resources(), kinds)));
      return new Observation(
          Facts.ofRequests(RequestLog.of(content.events(), kinds)),
          List.of(entry(KindCoverage.Status.READ, content.events().size(), "")),
          content.gap().stream().toList());
    } catch (DriftException e) {
      return new Observation(
          Facts.NONE,
          List.of(entry(KindCoverage.Status.FAILED, 0, "The audit log could not be read.")),
          e.problems());
    }
  }

  static Coverage.Entry entry(KindCoverage.Status status, int count, String reason) {
    return new Coverage.Entry(
        new Coverage.Subject.Observer(NAME),
        status,
        Set.of(Coverage.Need.ATTRIBUTION),
        count,
        reason);
  }
}
