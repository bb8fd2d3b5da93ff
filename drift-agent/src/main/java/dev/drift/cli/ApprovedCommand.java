package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.ApprovalOptions;
import dev.drift.cli.option.Specs;
import dev.drift.policy.action.Action;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift revert` and `drift adopt`, which do what somebody has approved.
final class ApprovedCommand implements Callable<Integer> {
  private final Action action;
  private final ActCall call;
  private final ApprovalOptions approval;
  final CommandSpec spec;

  private ApprovedCommand(
      Console console, Commands commands, Action action, String what, String... examples) {
    this.action = action;
    this.call = new ActCall(console, commands);
    this.approval = new ApprovalOptions(action);
    this.spec =
        Specs.command(
            this,
            action.label(),
            what + " Without --yes or --plan, does only what policies order without approval.");
    call.addTo(spec, () -> approval.addTo(spec));
    Specs.synopsis(
        spec, "drift %s --repo URL|DIR [--yes | --plan FILE] [OPTIONS]".formatted(action.label()));
    Specs.exitCodes(
        spec,
        "0:everything that was approved is done",
        "1:something that was approved is not done",
        "2:invalid flags, policies or manifests, or an outdated plan",
        "4:the repository, the cluster or the record could not be reached, or Drift failed");
    Specs.examples(spec, examples);
  }

  static ApprovedCommand revert(Console console, Commands commands) {
    return new ApprovedCommand(
        console,
        commands,
        Action.REVERT,
        "Puts back what was changed in the cluster, to the values of the revision that was"
            + " deployed.",
        "  drift revert --repo . --yes",
        "  drift revert --repo . --policy policy.yaml --plan plan.json",
        "  drift revert --repo . --policy policy.yaml --record /var/lib/drift");
  }

  static ApprovedCommand adopt(Console console, Commands commands) {
    return new ApprovedCommand(
        console,
        commands,
        Action.ADOPT,
        "Writes what runs into Git, where the cluster differs from it: for a URL on a branch of its"
            + " own, with a pull or merge request; for a folder into its files, for you to commit.",
        "  drift adopt --repo . --yes",
        "  drift adopt --config drift.yaml --plan plan.json",
        "  drift adopt --config drift.yaml --record /var/lib/drift");
  }

  @Override
  public Integer call() {
    approval.check(spec);
    return call.run(
        spec, Set.of(action), action, approval::approval, ActCall::waiting, ActCall::exitCode);
  }
}
