package dev.drift.report.view;

import dev.drift.finding.Attribution;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Who changed something and when, in a line.
public final class AttributionText {
  private AttributionText() {}

  /// @param now to compute how long ago it was
  /// @return empty if nobody is known
  public static String of(Attribution attribution, Optional<Instant> now) {
    if (attribution.request().isEmpty()
        && attribution.manager().isEmpty()
        && attribution.time().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    attribution
        .request()
        .ifPresentOrElse(
            request -> out.append(who(request, attribution.manager())),
            () -> out.append(who(attribution)));
    attribution
        .time()
        .ifPresent(
            time -> {
              now.map(end -> Duration.between(time, end))
                  .filter(before -> !before.isNegative())
                  .ifPresent(before -> out.append(' ').append(Words.length(before)).append(" ago"));
              out.append(", ").append(Words.minute(time));
            });
    return out.append(confidence(attribution.confidence())).toString();
  }

  private static String who(Attribution attribution) {
    String manager = attribution.manager().isEmpty() ? "somebody" : attribution.manager();
    return attribution.operation().isEmpty()
        ? manager
        : manager + " (" + attribution.operation() + ")";
  }

  /// `alice (as system:admin) with kubectl-edit (patch)`.
  private static String who(Attribution.Request request, String manager) {
    StringBuilder out = new StringBuilder();
    out.append(request.user().isEmpty() ? "somebody" : request.user());
    if (!request.actingAs().isEmpty()) {
      out.append(" (as ").append(request.actingAs()).append(')');
    }
    String tool = manager.isEmpty() ? request.tool() : manager;
    if (!tool.isEmpty()) {
      out.append(" with ").append(tool);
    }
    return out.append(" (").append(request.verb()).append(')').toString();
  }

  private static String confidence(Attribution.Confidence confidence) {
    return switch (confidence) {
      case PROVEN -> "; proven by the audit log";
      case LIKELY -> "; likely, according to the audit log";
      case HINT -> "; a hint from managedFields";
      case UNKNOWN -> "; uncertain";
    };
  }
}
