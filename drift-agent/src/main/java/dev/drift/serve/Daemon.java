package dev.drift.serve;

import static java.util.Objects.requireNonNull;

import dev.drift.config.WebConfig;
import dev.drift.files.SecretLookup;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.LeaseElection;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.GitPoke;
import dev.drift.serve.web.WebServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// `drift serve`: keeps targets up to date until it is stopped.
public final class Daemon {
  private final ServeRequest request;
  private final Agent agent;
  private final Consumer<String> log;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean lost;

  /// @param log receives what happens, a line each
  public Daemon(ServeRequest request, Agent agent, Consumer<String> log) {
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
    List<ServedTarget> targets =
        request.targets().stream()
            .map(it -> new ServedTarget(it, agent, metrics, prefix(it), log))
            .toList();
    List<TargetLoop> loops = targets.stream().map(ServedTarget::loop).toList();
    Optional<Leadership> leadership = request.lease().map(this::leadership);
    DaemonView view =
        new DaemonView(
            agent.clock().instant(),
            () -> leadership.map(Leadership::leads).orElse(true),
            targets.stream().map(ServedTarget::view).toList(),
            poke -> poke(poke, loops),
            request.deployers(),
            log);
    Optional<WebServer> server = request.web().map(web -> serve(web, view, metrics, registry));
    if (leadership.isEmpty() || leadership.get().await()) {
      targets.forEach(ServedTarget::start);
      try (var _ = Schedules.start(loops, request.schedule(), request.gitInterval())) {
        stopping.await();
        log.accept("stopping: what is under way is finished first");
      } finally {
        loops.forEach(TargetLoop::stop);
      }
    }
    for (ServedTarget target : targets) {
      target.join(request.stopping());
    }
    leadership.ifPresent(Leadership::close);
    server.ifPresent(WebServer::close);
    for (ServedTarget target : targets) {
      target.close(request.stopping());
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
        agent.clock(),
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

  private String prefix(ServeRequest.Target target) {
    return request.targets().size() == 1 ? "" : target.name() + ": ";
  }

  /// What is under way is finished, as far as the time for stopping allows; then [#run] returns.
  public void stop() {
    stopping.countDown();
  }

  /// How long a stop takes at most.
  public Duration patience() {
    return request.stopping().multipliedBy(2);
  }
}
