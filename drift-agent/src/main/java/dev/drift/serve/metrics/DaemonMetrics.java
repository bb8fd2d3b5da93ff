package dev.drift.serve.metrics;

import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.serve.state.CheckResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What happens, counted as it happens; all methods may be called by many threads at once.
///
/// Labels are the names of targets and words of enumerations: nothing that an object, a branch or a
/// caller names. Whatever can be read of the present state is in [StateMetrics].
public final class DaemonMetrics {
  private static final String TARGET = "target";
  private static final String OUTCOME = "outcome";

  /// From a change on a small cluster to a full check of a large one.
  private static final double[] CHECK_SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300};

  /// From an event to the finding; the aim is 1 s at the 99th percentile.
  private static final double[] UPDATE_SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10
  };

  private final Counter checks;
  private final Histogram checkSeconds;
  private final Histogram updateSeconds;
  private final Counter acts;
  private final Counter events;
  private final Counter interruptions;
  private final Counter fetches;
  private final Histogram fetchSeconds;
  private final Counter requests;
  private final Counter audited;
  private final Counter pokes;

  /// @param targets the names of all targets: their counters are there, at zero, before something
  ///     happens, because a counter that begins at 1 does not increase
  public DaemonMetrics(PrometheusRegistry registry, List<String> targets) {
    checks =
        counter("drift_checks_total", "Full checks, by how they ended.", TARGET, "result")
            .register(registry);
    checkSeconds =
        histogram("drift_check_duration_seconds", "Time that full checks took.", CHECK_SECONDS)
            .register(registry);
    updateSeconds =
        histogram(
                "drift_update_duration_seconds",
                "Time from the arrival of a change to its evaluation.",
                UPDATE_SECONDS)
            .register(registry);
    acts =
        counter(
                "drift_acts_total",
                "Acts on the cluster and in Git, by what became of them.",
                TARGET,
                "action",
                OUTCOME)
            .register(registry);
    events =
        counter("drift_events_total", "Changes that watches delivered.", TARGET).register(registry);
    interruptions =
        counter(
                "drift_watch_interruptions_total",
                "Watches that ended or fell silent and were started again.",
                TARGET,
                "reason")
            .register(registry);
    fetches =
        counter("drift_git_fetches_total", "Fetches of Git sources.", TARGET, OUTCOME)
            .register(registry);
    fetchSeconds =
        histogram(
                "drift_git_fetch_duration_seconds",
                "Time that fetches of Git sources took.",
                CHECK_SECONDS)
            .register(registry);
    requests =
        counter("drift_http_requests_total", "Answered HTTP requests.", "route", "code")
            .register(registry);
    audited =
        counter(
                "drift_audit_events_total",
                "Events that the audit webhooks of API servers sent, by what became of them.",
                TARGET,
                "result")
            .register(registry);
    pokes =
        counter(
                "drift_git_hooks_total",
                "Webhooks of Git servers, by what became of them.",
                "result")
            .register(registry);
    targets.forEach(this::begin);
    for (HookResult result : HookResult.values()) {
      pokes.initLabelValues(label(result));
    }
  }

  private void begin(String target) {
    for (CheckResult result : CheckResult.values()) {
      checks.initLabelValues(target, result.label());
    }
    for (PlanView.Verb verb : PlanView.Verb.values()) {
      for (Outcome.Kind kind : Outcome.Kind.values()) {
        acts.initLabelValues(target, label(verb), label(kind));
      }
    }
    for (Interruption reason : Interruption.values()) {
      interruptions.initLabelValues(target, label(reason));
    }
    for (AuditResult result : AuditResult.values()) {
      audited.initLabelValues(target, label(result));
    }
    events.initLabelValues(target);
    fetches.initLabelValues(target, fetched(true));
    fetches.initLabelValues(target, fetched(false));
    checkSeconds.initLabelValues(target);
    updateSeconds.initLabelValues(target);
    fetchSeconds.initLabelValues(target);
  }

  /// Why a watch was started again.
  public enum Interruption {
    /// The API server closed it, as it does every few minutes.
    CLOSED,
    /// The API server no longer had the version to go on from (410).
    EXPIRED,
    /// Nothing arrived for too long.
    SILENT,
    /// The connection broke, or was refused.
    FAILED
  }

  /// What became of an event of an audit webhook.
  public enum AuditResult {
    /// It wrote, and was handed on.
    WRITE,
    /// It changed nothing.
    OTHER,
    /// It had arrived before.
    DUPLICATE,
    /// It is not an audit event.
    INVALID
  }

  /// What became of a webhook of a Git server.
  public enum HookResult {
    POKED,
    /// Not a push to a branch or tag.
    OTHER,
    /// Without a valid signature or token.
    REFUSED,
    INVALID
  }

  /// A full check ended.
  public void checked(String target, CheckResult result, Duration time) {
    checks.labelValues(target, result.label()).inc();
    checkSeconds.labelValues(target).observe(seconds(time));
  }

  /// A change was evaluated.
  ///
  /// @param time since it arrived
  public void updated(String target, Duration time) {
    updateSeconds.labelValues(target).observe(seconds(time));
  }

  public void acted(String target, PlanView.Verb verb, Outcome.Kind outcome) {
    acts.labelValues(target, label(verb), label(outcome)).inc();
  }

  /// Watches delivered changes.
  public void events(String target, int number) {
    events.labelValues(target).inc(number);
  }

  public void interrupted(String target, Interruption reason) {
    interruptions.labelValues(target, label(reason)).inc();
  }

  public void fetched(String target, boolean succeeded, Duration time) {
    fetches.labelValues(target, fetched(succeeded)).inc();
    fetchSeconds.labelValues(target).observe(seconds(time));
  }

  /// @param route its template, not the path that was asked for
  public void answered(String route, int code) {
    requests.labelValues(route, Integer.toString(code)).inc();
  }

  public void audited(String target, AuditResult result, int number) {
    audited.labelValues(target, label(result)).inc(number);
  }

  public void poked(HookResult result) {
    pokes.labelValues(label(result)).inc();
  }

  private static String fetched(boolean succeeded) {
    return succeeded ? "success" : "failure";
  }

  private static String label(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static Counter.Builder counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars();
  }

  private static Histogram.Builder histogram(String name, String help, double[] bounds) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(TARGET)
        .classicOnly()
        .classicUpperBounds(bounds)
        .withoutExemplars();
  }
}
