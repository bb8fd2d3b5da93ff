package dev.drift.pipeline.trace;

import dev.drift.pipeline.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Sends the steps of runs as OpenTelemetry spans, if the usual environment variables ask for it.
/// Without them, no class of OpenTelemetry is loaded.
public final class Tracing {
  private Tracing() {}

  /// Hears what `progress` hears, and sends it.
  ///
  /// @param target the name of the target that the steps are about; empty if there is only one
  public static Progress of(
      Map<String, String> environment, Progress progress, Optional<String> target) {
    return isWanted(environment) ? SpanProgress.of(progress, target) : progress;
  }

  /// Does work as a step that holds its other steps.
  ///
  /// @param what a verb
  public static <T> T during(
      Map<String, String> environment, Progress progress, String what, Function<Progress, T> work) {
    if (!isWanted(environment)) {
      return work.apply(progress);
    }
    Progress traced = of(environment, progress, Optional.empty());
    try {
      return traced.during(what, () -> work.apply(traced));
    } finally {
      flush(environment); // While the process ends, nothing is logged any more.
    }
  }

  /// Sends what has not been sent yet, for some seconds at most.
  public static void flush(Map<String, String> environment) {
    if (isWanted(environment)) {
      SpanProgress.flush();
    }
  }

  /// <https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/>
  static boolean isWanted(Map<String, String> environment) {
    if (environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true")) {
      return false;
    }
    String exporter = environment.getOrDefault("OTEL_TRACES_EXPORTER", "");
    return exporter.isEmpty()
        ? Stream.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
            .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty())
        : !exporter.equals("none");
  }
}
