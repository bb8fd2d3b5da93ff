package dev.drift.serve;

import dev.drift.files.SecretLookup;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.StoreAccess;
import dev.drift.serve.log.DaemonLog;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.web.WebServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One of several agents that share targets: makes the full checks that are handed to it, and
/// records them in the store that they share. It watches nothing.
final class FleetAgent {
  /// How often targets that another agent has dropped are added again.
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final ServeRequest request;
  private final ServeRequest.Fleet fleet;
  private final Agent agent;
  private final DaemonLog log;
  private String lastFailure = "";

  FleetAgent(ServeRequest request, ServeRequest.Fleet fleet, Agent agent, DaemonLog log) {
    this.request = request;
    this.fleet = fleet;
    this.agent = agent;
    this.log = log;
  }

  /// Returns after `stopping` has reached zero.
  ///
  /// @throws DriftException if the store cannot be used
  void run(CountDownLatch stopping) throws InterruptedException {
    List<String> names = request.targets().stream().map(ServeRequest.Target::name).toList();
    PrometheusRegistry registry = new PrometheusRegistry();
    DaemonMetrics metrics = new DaemonMetrics(registry, names);
    StoreAccess store =
        StoreAccess.of(fleet.store(), agent.environment())
            .orElseThrow(
                () ->
                    new DriftException(
                        Problem.of(
                            Problem.Code.USAGE,
                            "a fleet shares a PostgreSQL store; name it with --store, or with"
                                + " store in --config")));
    FleetSchedule schedule =
        FleetSchedule.start(
            fleet,
            names,
            request.schedule(),
            store.schedule(FleetSchedule.threads(fleet)),
            new FleetCheck(request.targets(), fleet.store(), agent, metrics, log),
            log);
    log.accept(
        "agent %s of fleet %s: shares %d targets by %s"
            .formatted(fleet.agent(), fleet.name(), names.size(), store.url()));
    Optional<WebServer> server = request.web().map(_ -> serve(metrics, registry));
    try {
      while (!stopping.await(LOOK.toSeconds(), TimeUnit.SECONDS)) {
        add(schedule);
      }
      log.accept("stopping: what is under way is finished first");
    } finally {
      if (!schedule.stop(request.stopping())) {
        log.accept(
            "not all checks ended within %d seconds; other agents take them over"
                .formatted(request.stopping().toSeconds()));
      }
      server.ifPresent(WebServer::close);
    }
  }

  private void add(FleetSchedule schedule) {
    String failure = "";
    try {
      schedule.add();
    } catch (DriftException e) {
      failure = e.problems().getFirst().message();
    }
    if (!failure.isEmpty() && !failure.equals(lastFailure)) {
      log.accept(failure);
    }
    lastFailure = failure;
  }

  /// Without the state of targets: another agent may have checked them since.
  private WebServer serve(DaemonMetrics metrics, PrometheusRegistry registry) {
    DaemonView view =
        new DaemonView(
            agent.clock().instant(),
            () -> true,
            List.of(),
            Map.of(),
            _ -> log.accept("a webhook of Git came: a fleet reads Git with each check only"),
            (_, _) -> {});
    return WebServer.start(
        request.web().orElseThrow(),
        new SecretLookup(Path.of("."), agent.environment()),
        new WebServer.Daemon(view, view, metrics, registry),
        agent.clock());
  }
}
