package dev.drift.act;

import dev.drift.pipeline.ActOnDrift;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.policy.action.Action;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Runs of Drift that act, as tests want them.
///
/// @param git the folder with what Git declares
/// @param applied as `--applied`
record Acting(Path git, Path kubeconfig, String namespace, Path record, Optional<String> applied) {

  /// As `drift revert --yes`.
  ActReport revert() {
    return run(Optional.of(Action.REVERT), new ActRequest.Approval.Everything());
  }

  /// As `drift plan`.
  ActReport plan() {
    return run(Optional.of(Action.REVERT), new ActRequest.Approval.PlanOnly());
  }

  ActReport run(Optional<Action> wish, ActRequest.Approval approval) {
    return new ActOnDrift(Agent.ofProcess(), Progress.NONE)
        .run(
            new ActRequest(
                CheckRequestBuilder.ofCluster(git, kubeconfig)
                    .namespaces(List.of(namespace))
                    .defaultNamespace(namespace)
                    .build(),
                wish,
                approval,
                record,
                applied));
  }

  static List<Outcome.Kind> kinds(ActReport report) {
    return report.plan().acts().stream()
        .flatMap(act -> report.outcome(act).stream())
        .map(Outcome::kind)
        .toList();
  }
}
