package dev.drift.serve;

import static java.util.Objects.requireNonNull;

import dev.drift.config.WebConfig;
import dev.drift.files.SecretLookup;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.LeaseElection;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.serve.log.DaemonLog;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.GitPoke;
import dev.drift.serve.web.WebServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// `drift serve`: keeps targets up to date until it is stopped.
public final class Daemon {
  /// For the Lease and the web server. Longer than [WebServer#close] takes.
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final ServeRequest request;
  private final Agent agent;
  private final DaemonLog log;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicReference<Optional<Schedules>> schedules =
      new AtomicReference<>(Optional.empty());
  private volatile boolean lost;

  /// @param log receives what happens
  public Daemon(ServeRequest request, Agent agent, DaemonLog log) {
    this.request = requireNonNull(request, "request is null");
    this.agent = requireNonNull(agent, "agent is null");
    this.log = requireNonNull(log, "log is null");
  }

  /// Returns after [#stop].
  ///
  /// @throws InterruptedException if it was interrupted; what was under way may be unfinished
  public void run() throws InterruptedException {
    if (request.fleet().isPresent()) {
      new FleetAgent(request, request.fleet().get(), agent, log).run(stopping);
    } else {
      follow();
    }
  }

  private void follow() throws InterruptedException {
    PrometheusRegistry registry = new PrometheusRegistry();
    DaemonMetrics metrics =
        new DaemonMetrics(
            registry, request.targets().stream().map(ServeRequest.Target::name).toList());
    ReceivedRequests received = new ReceivedRequests(request, agent.clock(), log);
    List<ServedTarget> targets =
        request.targets().stream()
            .map(
                it ->
                    new ServedTarget(
                        it,
                        received.of(it),
                        agent,
                        metrics,
                        () -> nextCheck(it.name()),
                        log.ofTarget(it.name())))
            .toList();
    List<TargetLoop> loops = targets.stream().map(ServedTarget::loop).toList();
    Optional<Leadership> leadership = request.lease().map(this::leadership);
    DaemonView view =
        new DaemonView(
            agent.clock().instant(),
            () -> leadership.map(Leadership::leads).orElse(true),
            targets.stream().map(ServedTarget::view).toList(),
            targets.stream()
                .collect(Collectors.toMap(it -> it.loop().name(), ServedTarget::history)),
            poke -> poke(poke, loops),
            received::receive);
    Optional<WebServer> server = request.web().map(web -> serve(web, view, metrics, registry));
    if (leadership.isEmpty() || leadership.get().await()) {
      targets.forEach(ServedTarget::start);
      try (Schedules running =
              Schedules.start(loops, request.schedule(), request.gitInterval(), agent.clock());
          var _ = received.follow()) {
        schedules.set(Optional.of(running));
        stopping.await();
        log.accept("stopping: what is under way is finished first");
      } finally {
        schedules.set(Optional.empty());
        // What API servers were told to have arrived is still handled.
        server.ifPresent(WebServer::close);
        loops.forEach(TargetLoop::stop);
      }
    }
    Deadline finished = Deadline.in(request.stopping());
    for (ServedTarget target : targets) {
      target.join(finished);
    }
    leadership.ifPresent(Leadership::close);
    server.ifPresent(WebServer::close);
    Deadline kept = Deadline.in(request.stopping());
    for (ServedTarget target : targets) {
      target.close(kept);
    }
  }

  private WebServer serve(
      WebConfig web, DaemonView view, DaemonMetrics metrics, PrometheusRegistry registry) {
    return WebServer.start(
        web,
        new SecretLookup(Path.of("."), agent.environment()),
        new WebServer.Daemon(view, view, metrics, registry),
        agent.clock());
  }

  private Leadership leadership(LeaseElection.Place place) {
    CheckRequest first = request.targets().getFirst().check();
    if (!(first.live() instanceof LiveRequest.FromCluster cluster)) {
      throw new IllegalArgumentException("a snapshot has no Leases");
    }
    return new Leadership(
        LeaseElection.open(cluster, first.mask(), agent, place),
        log,
        () -> {
          lost = true;
          stop();
        },
        stopping);
  }

  /// Whether it ended because another replica may lead.
  public boolean isLost() {
    return lost;
  }

  /// Whatever was pushed: the repository is asked what it has.
  private static void poke(GitPoke poke, List<TargetLoop> loops) {
    loops.stream()
        .filter(loop -> loop.reads(poke::concerns))
        .forEach(loop -> Thread.ofVirtual().name("drift-poke").start(loop::pollGit));
  }

  private Optional<Instant> nextCheck(String target) {
    return schedules.get().flatMap(it -> it.nextCheck(target));
  }

  /// What is under way is finished, as far as the time for stopping allows; then [#run] returns.
  public void stop() {
    stopping.countDown();
  }

  /// How long a stop takes at most: what is under way is finished, whatever the number of targets,
  /// then recorded and announced; in between, the Lease is released and the web server ends.
  public Duration patience() {
    return request.stopping().multipliedBy(2).plus(CLOSING);
  }
}
