package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.PlanView;
import dev.drift.policy.action.Action;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift plan`.
final class PlanCommand implements Callable<Integer> {
  private final ActCall call;
  private boolean adopt;

  final CommandSpec spec =
      Specs.command(
          this,
          "plan",
          "Shows what drift revert and drift adopt would do, to which value and why, and what they"
              + " would leave alone. Changes nothing.");

  PlanCommand(Console console, Commands commands) {
    call = new ActCall(console, commands);
    call.addTo(
        spec,
        () ->
            spec.addOption(
                Specs.option(boolean.class, it -> adopt = it, "--adopt")
                    .description(
                        "Plan to adopt what no policy decides about. Default: to revert it.")
                    .build()));
    Specs.synopsis(spec, "drift plan --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the plan was made, with or without acts",
        "2:invalid flags, policies or manifests",
        "4:the repository or the cluster could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift plan --repo . --policy policy.yaml",
        "  drift plan --repo . --policy policy.yaml -o json > plan.json",
        "  drift revert --repo . --policy policy.yaml --plan plan.json");
  }

  @Override
  public Integer call() {
    return call.run(
        spec,
        Set.of(Action.REVERT, Action.ADOPT),
        adopt ? Action.ADOPT : Action.REVERT,
        ActRequest.Approval.PlanOnly::new,
        PlanCommand::hint,
        _ -> ExitCode.IN_SYNC.code());
  }

  private static String hint(ActReport report) {
    List<String> commands =
        report.plan().acts().stream()
            .map(it -> it.verb() == PlanView.Verb.ADOPT ? "drift adopt" : "drift revert")
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
    return commands.isEmpty()
        ? ""
        : "Nothing was changed. %s with --yes, or with --plan FILE for a saved plan, %s this."
            .formatted(String.join(" and ", commands), commands.size() == 1 ? "does" : "do");
  }
}
