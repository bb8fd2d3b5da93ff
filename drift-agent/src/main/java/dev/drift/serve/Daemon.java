package dev.drift.serve;

import static java.util.Objects.requireNonNull;

import dev.drift.files.SecretLookup;
import dev.drift.finding.FailOn;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.ContinuousCheck;
import dev.drift.pipeline.LeaseElection;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.GitPoke;
import dev.drift.serve.web.WebServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    PrometheusRegistry registry = new PrometheusRegistry();
    DaemonMetrics metrics =
        new DaemonMetrics(
            registry, request.targets().stream().map(ServeRequest.Target::name).toList());
    ReceivedRequests received = new ReceivedRequests(request, agent.clock(), log);
    List<TargetView> views = new ArrayList<>();
    List<Announcements> announcements = new ArrayList<>();
    List<Recorder> recorders = new ArrayList<>();
    List<WriteRecorder> writeRecorders = new ArrayList<>();
    List<TargetLoop> loops = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (ServeRequest.Target target : request.targets()) {
      List<TargetListener> listeners = new ArrayList<>();
      listeners.add(new TargetLog(prefix(target), log));
      TargetView view =
          new TargetView(target.name(), FailOn.ANY_DRIFT, metrics, agent.clock().instant());
      views.add(view);
      listeners.add(view);
      if (target.announcement().isPresent()) {
        Announcements announcing =
            Announcements.start(target.announcement().get(), agent, log, received.patience(target));
        announcements.add(announcing);
        listeners.add(announcing);
      }
      if (target.check().store().isPresent()) {
        Recorder recorder = Recorder.start(target.check(), agent, log);
        recorders.add(recorder);
        listeners.add(recorder);
        WriteRecorder writes = WriteRecorder.start(target.check(), agent, log);
        writeRecorders.add(writes);
        listeners.add(writes);
      }
      TargetLoop loop =
          new TargetLoop(
              target.name(),
              () ->
                  ContinuousCheck.open(
                      target.check(),
                      target.acting(),
                      received.of(target),
                      agent,
                      Progress.NONE,
                      WatchOptions.DEFAULT),
              new TargetListeners(listeners),
              agent.clock());
      loops.add(loop);
    }
    Optional<Leadership> leadership = request.lease().map(this::leadership);
    DaemonView view =
        new DaemonView(
            agent.clock().instant(),
            () -> leadership.map(Leadership::leads).orElse(true),
            views,
            poke -> poke(poke, loops),
            received::receive);
    Optional<WebServer> server =
        request
            .web()
            .map(
                web ->
                    WebServer.start(
                        web,
                        new SecretLookup(Path.of("."), agent.environment()),
                        new WebServer.Daemon(view, view, metrics, registry),
                        agent.clock()));
    boolean works = leadership.isEmpty() || leadership.get().await();
    if (works) {
      loops.forEach(
          it -> threads.add(Thread.ofPlatform().name("drift-target-" + it.name()).start(it)));
      try (var _ = Schedules.start(loops, request.schedule(), request.gitInterval());
          var _ = received.follow()) {
        stopping.await();
        log.accept("stopping: what is under way is finished first");
      } finally {
        // What API servers were told to have arrived is still handled.
        server.ifPresent(WebServer::close);
        loops.forEach(TargetLoop::stop);
      }
    }
    for (Thread thread : threads) {
      if (!thread.join(request.stopping())) {
        log.accept(
            "%s did not finish within %d seconds; the next start goes on from there"
                .formatted(thread.getName(), request.stopping().toSeconds()));
      }
    }
    leadership.ifPresent(Leadership::close);
    server.ifPresent(WebServer::close);
    for (Recorder one : recorders) {
      one.close(request.stopping());
    }
    for (WriteRecorder one : writeRecorders) {
      one.close(request.stopping());
    }
    for (Announcements one : announcements) {
      one.close(request.stopping());
    }
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
