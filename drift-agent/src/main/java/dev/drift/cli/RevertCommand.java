package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.ApprovalOptions;
import dev.drift.cli.option.Specs;
import dev.drift.policy.action.Action;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift revert`.
final class RevertCommand implements Callable<Integer> {
  private final ActCall call;
  private final ApprovalOptions approval = new ApprovalOptions(false);

  final CommandSpec spec =
      Specs.command(
          this,
          "revert",
          "Puts back what was changed in the cluster, to the values of the revision that was"
              + " deployed. Without --yes or --plan, does only what policies order without approval.");

  RevertCommand(Console console, Commands commands) {
    call = new ActCall(console, commands);
    call.addTo(spec, () -> approval.addTo(spec));
    Specs.synopsis(spec, "drift revert --repo URL|DIR [--yes | --plan FILE] [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:everything that was approved is done",
        "1:something that was approved is not done",
        "2:invalid flags, policies or manifests, or an outdated plan",
        "4:the repository, the cluster or the record could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift revert --repo . --yes",
        "  drift revert --repo . --policy policy.yaml --plan plan.json",
        "  drift revert --repo . --policy policy.yaml --record /var/lib/drift");
  }

  @Override
  public Integer call() {
    approval.check(spec);
    return call.run(
        spec,
        Set.of(Action.REVERT),
        Action.REVERT,
        approval::approval,
        ActCall::waiting,
        ActCall::exitCode);
  }
}
