package dev.drift.cli;

import dev.drift.finding.Account;
import dev.drift.finding.Coverage;
import dev.drift.finding.ExitCode;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.ActOnDrift;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.AnnounceReport;
import dev.drift.pipeline.Checked;
import dev.drift.pipeline.CompareClusters;
import dev.drift.pipeline.DiffResource;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.ExplainResource;
import dev.drift.pipeline.FindPermissions;
import dev.drift.pipeline.Permissions;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.RecordRun;
import dev.drift.pipeline.RecordedTimeline;
import dev.drift.pipeline.RenderSources;
import dev.drift.pipeline.RenderedSources;
import dev.drift.pipeline.StoreAccess;
import dev.drift.pipeline.TakeSnapshot;
import dev.drift.pipeline.record.StoredTrails;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.pipeline.request.SnapshotRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.pipeline.trace.Tracing;
import dev.drift.plan.ActReport;
import dev.drift.plan.ObjectSides;
import dev.drift.report.view.Timeline;
import dev.drift.serve.Daemon;
import dev.drift.serve.ServeRequest;
import dev.drift.serve.log.DaemonLog;
import dev.drift.store.Database;
import dev.drift.store.RunQueries;
import dev.drift.store.Target;
import dev.drift.store.TrailTable;
import dev.drift.trail.Auditor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Runs the commands with the adapters of this module. Their classes are loaded when a command
/// runs, not for a help text.
final class AgentCommands implements Commands {
  private final Agent agent;

  AgentCommands(Agent agent) {
    this.agent = agent;
  }

  @Override
  public Checked check(CheckRequest request, Progress progress) {
    return Tracing.during(
        agent.environment(), progress, "Check", it -> new DriftCheck(agent, it).check(request));
  }

  @Override
  public ActReport act(ActRequest request, Progress progress) {
    return Tracing.during(
        agent.environment(), progress, "Act", it -> new ActOnDrift(agent, it).run(request));
  }

  @Override
  public List<Problem> announce(AnnounceRequest request, Checked checked, Progress progress) {
    return new AnnounceReport(agent, traced(progress)).run(request, checked);
  }

  @Override
  public List<Problem> record(
      StoreRequest store, CheckRequest check, Report report, Optional<ActReport> acts) {
    return new RecordRun(agent, traced(Progress.NONE)).run(store, check, report, acts);
  }

  @Override
  public List<Problem> recordFailure(
      StoreRequest store, CheckRequest check, List<Problem> reasons) {
    return new RecordRun(agent, Progress.NONE).failed(store, check, reasons);
  }

  @Override
  public <T> T ask(StoreRequest store, Function<RunQueries, T> question) {
    try (Database database = existing(store)) {
      return question.apply(new RunQueries(database));
    }
  }

  @Override
  public Optional<Timeline> timeline(StoreRequest store, Report report) {
    Optional<StoreAccess> access = StoreAccess.of(store, agent.environment());
    if (access.isEmpty() || report.cluster().isEmpty()) {
      return Optional.empty();
    }
    String target = Target.of(report.cluster().get(), report.sources()).id();
    try (Database database = access.get().openExisting()) {
      return Optional.of(
          RecordedTimeline.of(new RunQueries(database), target, agent.clock().instant()));
    }
  }

  @Override
  public <T> T audit(StoreRequest store, Function<Auditor, T> question) {
    try (Database database = existing(store)) {
      return question.apply(new Auditor(new StoredTrails(new TrailTable(database)), agent.clock()));
    }
  }

  private Database existing(StoreRequest store) {
    return StoreAccess.of(store, agent.environment())
        .orElseThrow(
            () ->
                new DriftException(
                    Problem.of(
                        Problem.Code.USAGE,
                        "no store is named; pass --store, or --config with a drift.yaml that has"
                            + " the key store")))
        .openExisting();
  }

  @Override
  public List<Problem> announceFailure(
      AnnounceRequest request, List<Problem> reasons, Progress progress) {
    return new AnnounceReport(agent, progress).failed(request, reasons);
  }

  @Override
  public Report compare(CompareRequest request, Progress progress) {
    return new CompareClusters(agent, progress).run(request);
  }

  @Override
  public Account explain(ResourceRequest request, Progress progress) {
    return new ExplainResource(agent, progress).run(request);
  }

  @Override
  public ObjectSides diff(ResourceRequest request, Progress progress) {
    return new DiffResource(agent, progress).run(request);
  }

  @Override
  public Coverage snapshot(SnapshotRequest request, Progress progress) {
    return new TakeSnapshot(agent, progress).run(request);
  }

  @Override
  public RenderedSources render(CheckRequest request, Progress progress) {
    return new RenderSources(agent, progress).run(request);
  }

  @Override
  public Permissions rights(CheckRequest request, boolean acts, Progress progress) {
    return new FindPermissions(agent, progress).run(request, acts);
  }

  @Override
  public boolean serve(ServeRequest request, DaemonLog log) {
    Daemon daemon = new Daemon(request, agent, log);
    CountDownLatch ended = new CountDownLatch(1);
    // SIGTERM and SIGINT run it; the process ends when it returns.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon, ended), "drift-stop"));
    try {
      daemon.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
    return !daemon.isLost();
  }

  private Progress traced(Progress progress) {
    return Tracing.of(agent.environment(), progress, Optional.empty());
  }

  private void stop(Daemon daemon, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return; // It has ended by itself: the process ends with that exit code.
    }
    daemon.stop();
    try {
      if (ended.await(daemon.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        Tracing.flush(agent.environment());
        // Java would end with 143, as if it had been killed.
        Runtime.getRuntime().halt(ExitCode.IN_SYNC.code());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The process ends anyway.
    }
  }
}
