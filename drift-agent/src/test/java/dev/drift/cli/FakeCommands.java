package dev.drift.cli;

import dev.drift.finding.Account;
import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.pipeline.Checked;
import dev.drift.pipeline.Permission;
import dev.drift.pipeline.Permissions;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.RenderedSources;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.pipeline.request.SnapshotRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.ObjectSides;
import dev.drift.plan.PlanView;
import dev.drift.report.view.Timeline;
import dev.drift.serve.ServeRequest;
import dev.drift.serve.log.DaemonLog;
import dev.drift.store.RunQueries;
import dev.drift.trail.Auditor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/// Notes what it is asked for, and gives a prepared answer.
final class FakeCommands implements Commands {
  final List<Object> requests = new ArrayList<>();
  private final Supplier<Report> answer;
  private final List<Problem> announced;

  FakeCommands(Supplier<Report> answer) {
    this(answer, List.of());
  }

  /// @param announced what goes wrong when a report is announced
  FakeCommands(Supplier<Report> answer, List<Problem> announced) {
    this.answer = answer;
    this.announced = announced;
  }

  @Override
  public Checked check(CheckRequest request, Progress progress) {
    requests.add(request);
    return Checked.of(answer.get());
  }

  @Override
  public ActReport act(ActRequest request, Progress progress) {
    requests.add(request);
    return ActReport.of(answer.get(), new PlanView(List.of(), List.of()));
  }

  @Override
  public List<Problem> announce(AnnounceRequest request, Checked checked, Progress progress) {
    requests.add(request);
    return announced;
  }

  @Override
  public List<Problem> announceFailure(
      AnnounceRequest request, List<Problem> reasons, Progress progress) {
    requests.add(request);
    requests.add(reasons);
    return announced;
  }

  @Override
  public Report compare(CompareRequest request, Progress progress) {
    requests.add(request);
    return answer.get();
  }

  @Override
  public Account explain(ResourceRequest request, Progress progress) {
    requests.add(request);
    return new Account(
        new ResourceRef("v1", new ResourceId(new GroupKind("", "ConfigMap"), "ns", "name")),
        Verdict.UNKNOWN,
        List.of(),
        List.of());
  }

  @Override
  public ObjectSides diff(ResourceRequest request, Progress progress) {
    requests.add(request);
    return new ObjectSides(
        new ResourceRef("v1", new ResourceId(new GroupKind("", "ConfigMap"), "ns", "name")),
        Verdict.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  @Override
  public Coverage snapshot(SnapshotRequest request, Progress progress) {
    requests.add(request);
    return answer.get().coverage();
  }

  @Override
  public RenderedSources render(CheckRequest request, Progress progress) {
    requests.add(request);
    return new RenderedSources(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  @Override
  public Permissions rights(CheckRequest request, boolean acts, Progress progress) {
    requests.add(request);
    return new Permissions(
        new TreeSet<>(
            List.of(
                new Permission(Permission.Purpose.DRIFT, "", "configmaps", true),
                new Permission(Permission.Purpose.DRIFT, "", "namespaces", false),
                new Permission(Permission.Purpose.DRIFT, "", "secrets", true),
                new Permission(Permission.Purpose.DRIFT, "apps", "deployments", true),
                new Permission(Permission.Purpose.POSTURE, "batch", "jobs", true),
                new Permission(Permission.Purpose.DRY_RUN, "apps", "deployments", true))),
        new TreeSet<>(request.namespaces()),
        new TreeSet<>());
  }

  @Override
  public boolean serve(ServeRequest request, DaemonLog log) {
    requests.add(request);
    log.accept("watching");
    return true;
  }

  @Override
  public List<Problem> record(
      StoreRequest store, CheckRequest check, Report report, Optional<ActReport> acts) {
    return List.of();
  }

  @Override
  public List<Problem> recordFailure(
      StoreRequest store, CheckRequest check, List<Problem> reasons) {
    return List.of();
  }

  @Override
  public <T> T audit(StoreRequest store, Function<Auditor, T> question) {
    throw new UnsupportedOperationException("tests of the audit use a store");
  }

  @Override
  public Optional<Timeline> timeline(StoreRequest store, Report report) {
    return Optional.empty();
  }

  @Override
  public <T> T ask(StoreRequest store, Function<RunQueries, T> question) {
    throw new UnsupportedOperationException("the store is not asked");
  }
}
