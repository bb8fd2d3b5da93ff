package dev.drift.serve.web;

import dev.drift.config.Listen;
import dev.drift.config.SecretReference;
import dev.drift.config.WebConfig;
import dev.drift.files.SecretLookup;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.report.SampleReports;
import dev.drift.report.SampleTimelines;
import dev.drift.report.view.Timeline;
import dev.drift.requestlog.AuditedWrite;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.ActResult;
import dev.drift.serve.state.CheckResult;
import dev.drift.serve.state.DaemonEvents;
import dev.drift.serve.state.DaemonState;
import dev.drift.serve.state.GitPoke;
import dev.drift.serve.state.Loop;
import dev.drift.serve.state.RunSummary;
import dev.drift.serve.state.StaleKind;
import dev.drift.serve.state.TargetState;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A daemon that compares nothing: tests say what it knows, and read what came in. The server is
/// the real one.
final class TestDaemon implements DaemonState, DaemonEvents, AutoCloseable {
  static final String TOKEN = "token-of-the-api-0123456789";
  static final String GIT_SECRET = "secret-of-the-git-server-42";
  static final String AUDIT_TOKEN = "token-of-the-api-server-789";
  static final String ID = "0123456789ab";
  static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");

  static final WebConfig CONFIG =
      new WebConfig(
          new Listen("127.0.0.1", 0),
          Optional.empty(),
          Optional.of(new SecretReference.Variable("API_TOKEN")),
          false,
          Optional.of(new SecretReference.Variable("GIT_SECRET")),
          Optional.of(new SecretReference.Variable("AUDIT_TOKEN")));

  static final SecretLookup SECRETS =
      new SecretLookup(
          Path.of("."),
          Map.of("API_TOKEN", TOKEN, "GIT_SECRET", GIT_SECRET, "AUDIT_TOKEN", AUDIT_TOKEN));

  final List<GitPoke> pokes = new CopyOnWriteArrayList<>();
  final List<AuditedWrite> writes = new CopyOnWriteArrayList<>();
  final PrometheusRegistry registry = new PrometheusRegistry();
  final DaemonMetrics metrics;
  final WebServer server;
  volatile List<TargetState> targets;
  volatile List<Loop> loops = List.of(new Loop("scheduler", NOW, Duration.ofMinutes(1)));
  volatile boolean leader = true;
  volatile boolean storeGone;
  volatile Optional<Timeline> timeline = Optional.of(SampleTimelines.lakehouse());

  /// Requests for runs wait for it.
  volatile CountDownLatch runs = new CountDownLatch(0);

  /// What takes in the request log waits for it.
  volatile CountDownLatch audit = new CountDownLatch(0);

  TestDaemon() {
    this(CONFIG, SECRETS, List.of(drifted("prod")));
  }

  TestDaemon(WebConfig config, SecretLookup secrets, List<TargetState> targets) {
    this.targets = targets;
    metrics = new DaemonMetrics(registry, targets.stream().map(TargetState::name).toList());
    server =
        WebServer.start(
            config,
            secrets,
            new WebServer.Daemon(this, this, metrics, registry),
            InstantSource.fixed(NOW));
  }

  static TargetState drifted(String name) {
    return state(ID, name, SampleReports.drifted());
  }

  static TargetState state(String id, String name, Report report) {
    return new TargetState(
        id,
        name,
        Optional.of(new Lazy<>(() -> report)),
        FailOn.ANY_DRIFT,
        Optional.of(Instant.parse("2026-11-29T20:50:00Z")),
        Optional.of(Instant.parse("2026-11-29T20:59:30Z")),
        Optional.of(Instant.parse("2026-11-29T21:20:00Z")),
        Optional.empty(),
        Optional.empty(),
        true,
        List.of(),
        List.of(
            new ActResult(
                Instant.parse("2026-11-29T20:59:31Z"),
                "01JD6X2Q9V",
                PlanView.Verb.PATCH,
                SampleReports.WORKER,
                new Outcome(Outcome.Kind.DONE, "It was put back."))),
        3);
  }

  static TargetState failing(String name) {
    TargetState before = drifted(name);
    return new TargetState(
        before.id(),
        name,
        before.latest(),
        before.failOn(),
        before.lastCheck(),
        before.lastUpdate(),
        Optional.empty(),
        Optional.of(NOW),
        Optional.of(
            new TargetState.Failure(
                Instant.parse("2026-11-29T20:55:00Z"), "The repository cannot be reached.")),
        false,
        List.of(
            new StaleKind(
                "v1", "Secret", Instant.parse("2026-11-29T20:56:00Z"), "The watch is silent.")),
        List.of(),
        0);
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.address().getPort(), path);
  }

  @Override
  public Instant startedAt() {
    return Instant.parse("2026-11-29T18:00:00Z");
  }

  @Override
  public boolean leader() {
    return leader;
  }

  @Override
  public List<TargetState> targets() {
    return targets;
  }

  @Override
  public List<Loop> loops() {
    return loops;
  }

  @Override
  public List<RunSummary> runs(String target, int offset, int limit) {
    await(runs);
    if (storeGone) {
      throw new DriftException(
          Problem.of(Problem.Code.RECORD_FAILED, "The store /var/lib/drift/db cannot be read."));
    }
    return List.of(
            run("01JD6X2Q9V", CheckResult.DRIFT, 7),
            run("01JD6X2Q8A", CheckResult.IN_SYNC, 0),
            run("01JD6X2Q7B", CheckResult.INCOMPLETE, 0))
        .stream()
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Timeline> timeline(String target) {
    if (storeGone) {
      throw new DriftException(
          Problem.of(Problem.Code.STORE_FAILED, "The store /var/lib/drift/db cannot be read."));
    }
    return timeline;
  }

  private static RunSummary run(String id, CheckResult result, int drift) {
    return new RunSummary(
        id,
        Instant.parse("2026-11-29T20:49:58Z"),
        Instant.parse("2026-11-29T20:50:00Z"),
        result,
        drift,
        1,
        result != CheckResult.INCOMPLETE);
  }

  @Override
  public void poked(GitPoke poke) {
    pokes.add(poke);
  }

  @Override
  public void audited(String target, List<AuditedWrite> batch) {
    await(audit);
    writes.addAll(batch);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    runs.countDown();
    audit.countDown();
    server.close();
  }
}
