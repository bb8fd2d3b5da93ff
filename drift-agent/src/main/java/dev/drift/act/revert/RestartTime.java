package dev.drift.act.revert;

import dev.drift.model.LiveResource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// When a workload was restarted last, as `kubectl rollout restart` notes it in its template.
public final class RestartTime {
  static final String ANNOTATION = "kubectl.kubernetes.io/restartedAt";

  private RestartTime() {}

  /// @return empty if it never was, or nobody can read the note
  public static Optional<Instant> of(LiveResource workload) {
    return workload
        .content()
        .object("spec")
        .object("template")
        .object("metadata")
        .object("annotations")
        .text(ANNOTATION)
        .flatMap(RestartTime::parsed);
  }

  /// Whether it was restarted at that time or later, as far as the note shows, which has whole
  /// seconds.
  public static boolean isSince(LiveResource workload, Instant time) {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    return of(workload).filter(at -> !at.isBefore(second)).isPresent();
  }

  private static Optional<Instant> parsed(String time) {
    try {
      return Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
