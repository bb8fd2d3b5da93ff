package dev.drift.serve.metrics;

import dev.drift.finding.Category;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Verdict;
import dev.drift.pipeline.BuildInfo;
import dev.drift.serve.state.DaemonState;
import dev.drift.serve.state.StaleKind;
import dev.drift.serve.state.TargetState;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The present state of the daemon, read when Prometheus asks.
public final class StateMetrics {
  private static final String TARGET = "target";

  private final PrometheusRegistry registry;
  private final DaemonState state;

  private StateMetrics(PrometheusRegistry registry, DaemonState state) {
    this.registry = registry;
    this.state = state;
  }

  public static void register(PrometheusRegistry registry, DaemonState state) {
    StateMetrics metrics = new StateMetrics(registry, state);
    metrics.registerEvaluation();
    metrics.registerWork();
    BuildInfo build = BuildInfo.get();
    Info.builder()
        .name("drift_build_info")
        .help("Which Drift runs.")
        .labelNames("version", "commit")
        .register(registry)
        .setLabelValues(build.version(), build.commit().orElse(""));
    GaugeWithCallback.builder()
        .name("drift_leader")
        .help("Whether this replica checks and acts.")
        .callback(callback -> callback.call(state.leader() ? 1 : 0))
        .register(registry);
  }

  private void registerEvaluation() {
    GaugeWithCallback.builder()
        .name("drift_findings")
        .help("Open findings of the present evaluation.")
        .labelNames(TARGET, "type", "category", "severity")
        .callback(
            callback -> {
              for (TargetState target : targets()) {
                target.report().ifPresent(report -> findings(target.name(), report, callback));
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("drift_resources")
        .help("Resources of the present evaluation, by verdict.")
        .labelNames(TARGET, "verdict")
        .callback(
            callback -> {
              for (TargetState target : targets()) {
                target.report().ifPresent(report -> resources(target.name(), report, callback));
              }
            })
        .register(registry);
    number(
        "drift_complete",
        "Whether everything that was asked for is known at present.",
        target -> target.complete() ? 1 : 0);
    number(
        "drift_stale_kinds",
        "Kinds whose present state is not known.",
        target -> target.stale().size());
    time(
        "drift_stale_since_timestamp_seconds",
        "Since when the present state of a kind is not known, of the oldest one.",
        target -> target.stale().stream().map(StaleKind::since).min(Instant::compareTo));
  }

  private void registerWork() {
    time(
        "drift_last_check_timestamp_seconds",
        "End of the last full check that made an evaluation.",
        TargetState::lastCheck);
    time(
        "drift_last_update_timestamp_seconds",
        "When the evaluation last changed.",
        TargetState::lastUpdate);
    time(
        "drift_next_check_timestamp_seconds",
        "When the schedule starts the next full check.",
        TargetState::nextCheck);
    number(
        "drift_check_failed",
        "Whether the last check made no evaluation.",
        target -> target.failure().isPresent() ? 1 : 0);
    number(
        "drift_check_running",
        "Whether a full check is under way.",
        target -> target.runningSince().isPresent() ? 1 : 0);
    number(
        "drift_watching",
        "Whether changes arrive as they happen.",
        target -> target.watching() ? 1 : 0);
    number("drift_queue_length", "Changes that wait to be evaluated.", TargetState::queued);
  }

  /// Those that this replica knows something of: one that waits to take over would raise alerts.
  private List<TargetState> targets() {
    return state.leader() ? state.targets() : List.of();
  }

  private void number(String name, String help, ToDoubleFunction<TargetState> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(TARGET)
        .callback(
            callback -> targets().forEach(it -> callback.call(value.applyAsDouble(it), it.name())))
        .register(registry);
  }

  private void time(String name, String help, Function<TargetState, Optional<Instant>> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(TARGET)
        .callback(
            callback ->
                targets()
                    .forEach(
                        target ->
                            value
                                .apply(target)
                                .ifPresent(
                                    at ->
                                        callback.call(at.toEpochMilli() / 1000.0, target.name()))))
        .register(registry);
  }

  /// Also the zeros: an alert ends when its series falls to zero, and the sum of nothing is
  /// nothing.
  private static void findings(String target, Report report, GaugeWithCallback.Callback callback) {
    Map<List<Object>, Integer> counts = new HashMap<>();
    for (Finding finding : report.findings()) {
      counts.merge(List.of(type(finding), finding.category(), finding.severity()), 1, Integer::sum);
    }
    for (String type : List.of("drift", "posture")) {
      for (Category category : Category.values()) {
        for (Severity severity : Severity.values()) {
          callback.call(
              counts.getOrDefault(List.of(type, category, severity), 0),
              target,
              type,
              category.label(),
              severity.label());
        }
      }
    }
  }

  private static String type(Finding finding) {
    return switch (finding) {
      case Finding.Drift _ -> "drift";
      case Finding.Posture _ -> "posture";
    };
  }

  private static void resources(String target, Report report, GaugeWithCallback.Callback callback) {
    for (Verdict verdict : Verdict.values()) {
      callback.call(
          (double) report.count(verdict), target, verdict.name().toLowerCase(Locale.ROOT));
    }
  }
}
