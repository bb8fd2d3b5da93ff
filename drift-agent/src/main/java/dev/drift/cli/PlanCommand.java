package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.plan.ActReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift plan`.
final class PlanCommand implements Callable<Integer> {
  private final ActCall call;

  final CommandSpec spec =
      Specs.command(
          this,
          "plan",
          "Shows what drift revert would do, to which value and why, and what it would leave alone."
              + " Changes nothing.");

  PlanCommand(Console console, Commands commands) {
    call = new ActCall(console, commands);
    call.addTo(spec, () -> {});
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
        spec, ActRequest.Approval.PlanOnly::new, PlanCommand::hint, _ -> ExitCode.IN_SYNC.code());
  }

  private static String hint(ActReport report) {
    return report.plan().acts().isEmpty()
        ? ""
        : "Nothing was changed. drift revert --yes does this; --plan FILE does a saved plan.";
  }
}
