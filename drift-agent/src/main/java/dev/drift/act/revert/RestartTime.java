package dev.drift.act.revert;

import dev.drift.model.LiveResource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

  private static Optional<Instant> parsed(String time) {
    try {
      return Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
