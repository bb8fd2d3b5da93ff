package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.pipeline.files.PlanFiles;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift revert`.
final class RevertCommand implements Callable<Integer> {
  private final ActCall call;
  private boolean yes;
  private @Nullable Path plan;

  final CommandSpec spec =
      Specs.command(
          this,
          "revert",
          "Puts back what was changed in the cluster, to the values of the revision that was"
              + " deployed. Without --yes or --plan, does only what policies order without approval.");

  RevertCommand(Console console, Commands commands) {
    call = new ActCall(console, commands);
    call.addTo(spec, this::addApproval);
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

  private void addApproval() {
    spec.addOption(
        Specs.option(boolean.class, it -> yes = it, "--yes")
            .description("Approve everything that the plan shows.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> plan = it, "--plan")
            .paramLabel("FILE")
            .description(
                "Carry out this plan of drift plan -o json, and nothing else. If the cluster or Git"
                    + " has changed so that any of its acts is outdated, none is carried out.")
            .build());
  }

  @Override
  public Integer call() {
    if (yes && plan != null) {
      throw new ParameterException(
          spec.commandLine(), "--yes approves everything, --plan one plan; use one of them");
    }
    return call.run(spec, this::approval, RevertCommand::hint, RevertCommand::exitCode);
  }

  private ActRequest.Approval approval() {
    return plan != null
        ? new ActRequest.Approval.SavedPlan(plan, PlanFiles.ids(plan))
        : yes ? new ActRequest.Approval.Everything() : new ActRequest.Approval.ByPolicy();
  }

  private static String hint(ActReport report) {
    long waiting =
        report.plan().acts().stream().filter(act -> report.outcome(act).isEmpty()).count();
    return waiting == 0
        ? ""
        : "%d not approved: --yes approves everything, --plan FILE a saved plan."
            .formatted(waiting);
  }

  private static int exitCode(ActReport report) {
    boolean done =
        report.outcomes().values().stream()
            .map(Outcome::kind)
            .allMatch(it -> it == Outcome.Kind.DONE || it == Outcome.Kind.ALREADY_DONE);
    return (done ? ExitCode.IN_SYNC : ExitCode.DRIFT).code();
  }
}
