package dev.drift.act;

import dev.drift.finding.Report;
import dev.drift.pipeline.ActOnDrift;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.RecordRun;
import dev.drift.pipeline.StoreAccess;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.policy.action.Action;
import dev.drift.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs of Drift that act, as tests want them.
///
/// @param git the folder with what Git declares
/// @param applied as `--applied`
/// @param policies of the agent
/// @param later by how much its clock is ahead
record Acting(
    Path git,
    Path kubeconfig,
    String namespace,
    Path record,
    Optional<String> applied,
    List<Path> policies,
    Duration later) {

  Acting(Path git, Path kubeconfig, String namespace, Path record, Optional<String> applied) {
    this(git, kubeconfig, namespace, record, applied, List.of(), Duration.ZERO);
  }

  /// The same under a policy.
  Acting under(Path policy) {
    return new Acting(git, kubeconfig, namespace, record, applied, List.of(policy), later);
  }

  /// The same after some time.
  Acting after(Duration time) {
    return new Acting(git, kubeconfig, namespace, record, applied, policies, time);
  }

  private Agent agent() {
    Agent agent = Agent.ofProcess();
    Map<String, String> environment = new HashMap<>(agent.environment());
    if (record.endsWith(STORE)) {
      environment.put("PGUSER", lines().get(1));
      environment.put("PGPASSWORD", lines().get(2));
    }
    return new Agent(
        environment,
        agent.terminal(),
        () -> agent.clock().instant().plus(later),
        agent.ids(),
        agent.renderer());
  }

  /// As `drift check --act`.
  ActReport unattended() {
    return run(Optional.empty(), new ActRequest.Approval.ByPolicy());
  }

  /// As `drift check` with a record.
  Report check() {
    CheckRequest request = checked();
    Report report = new DriftCheck(agent(), Progress.NONE).run(request.with(record));
    return request
        .store()
        .map(
            store ->
                report.and(
                    new RecordRun(agent(), Progress.NONE)
                        .run(store, request, report, Optional.empty())))
        .orElse(report);
  }

  /// As `drift revert --yes`.
  ActReport revert() {
    return run(Optional.of(Action.REVERT), new ActRequest.Approval.Everything());
  }

  /// As `drift plan`.
  ActReport plan() {
    return run(Optional.of(Action.REVERT), new ActRequest.Approval.PlanOnly());
  }

  ActReport run(Optional<Action> wish, ActRequest.Approval approval) {
    return new ActOnDrift(agent(), Progress.NONE)
        .run(
            new ActRequest(
                checked(), Set.of(Action.REVERT, Action.ADOPT), wish, approval, record, applied));
  }

  private CheckRequest checked() {
    CheckRequest check =
        CheckRequestBuilder.ofCluster(git, kubeconfig)
            .namespaces(List.of(namespace))
            .defaultNamespace(namespace)
            .policies(policies.toArray(Path[]::new))
            .build();
    return store().map(check::with).orElse(check);
  }

  /// A record that is a file of this name holds the URL of a store, the user and the password.
  static final String STORE = "store.txt";

  Optional<StoreRequest> store() {
    return record.endsWith(STORE)
        ? Optional.of(
            new StoreRequest(Optional.of(lines().getFirst()), Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Database open() {
    return StoreAccess.of(store().orElseThrow(), agent().environment()).orElseThrow().open();
  }

  static List<Outcome.Kind> kinds(ActReport report) {
    return report.plan().acts().stream()
        .flatMap(act -> report.outcome(act).stream())
        .map(Outcome::kind)
        .toList();
  }
}
