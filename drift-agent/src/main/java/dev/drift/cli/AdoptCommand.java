package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.ApprovalOptions;
import dev.drift.cli.option.Specs;
import dev.drift.policy.action.Action;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift adopt`.
final class AdoptCommand implements Callable<Integer> {
  private final ActCall call;
  private final ApprovalOptions approval = new ApprovalOptions(true);

  final CommandSpec spec =
      Specs.command(
          this,
          "adopt",
          "Writes what runs into Git, where the cluster differs from it: for a URL on a branch of its"
              + " own, with a pull or merge request; for a folder into its files, for you to commit."
              + " Without --yes or --plan, does only what policies order without approval.");

  AdoptCommand(Console console, Commands commands) {
    call = new ActCall(console, commands);
    call.addTo(spec, () -> approval.addTo(spec));
    Specs.synopsis(spec, "drift adopt --repo URL|DIR [--yes | --plan FILE] [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:everything that was approved is done",
        "1:something that was approved is not done",
        "2:invalid flags, policies or manifests, or an outdated plan",
        "4:the repository, the cluster or the record could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift adopt --repo . --yes",
        "  drift adopt --config drift.yaml --plan plan.json",
        "  drift adopt --config drift.yaml --record /var/lib/drift");
  }

  @Override
  public Integer call() {
    approval.check(spec);
    return call.run(
        spec,
        Set.of(Action.ADOPT),
        Action.ADOPT,
        approval::approval,
        ActCall::waiting,
        ActCall::exitCode);
  }
}
