package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.option.ActOptions;
import dev.drift.cli.option.AuditLogOption;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.pipeline.files.PlanFiles;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.policy.action.Action;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift revert`.
final class RevertCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private final AuditLogOption auditLog = new AuditLogOption();
  private final ActOptions acts = new ActOptions();
  private boolean yes;
  private @Nullable Path plan;
  private final PlanOutput output = new PlanOutput();
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "revert",
          "Puts back what was changed in the cluster, to the values of the revision that was"
              + " deployed. Without --yes or --plan, does only what policies order without approval.");

  RevertCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    comparison.addTo(spec, false);
    policies.addTo(spec);
    auditLog.addTo(spec);
    acts.addTo(spec);
    spec.addOption(
        Specs.option(boolean.class, it -> yes = it, "--yes")
            .description("Approve everything that the plan shows.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> plan = it, "--plan")
            .paramLabel("FILE")
            .description(
                "Do what this plan of drift plan -o json says, and nothing else. Refused as a whole"
                    + " if it is no longer what would be done.")
            .build());
    output.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift revert --repo URL|DIR [--yes | --plan FILE] [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:everything that was approved is done",
        "1:something that was approved is not done",
        "2:invalid flags, policies or manifests, or a plan that is no longer what would be done",
        "4:the repository, the cluster or the record could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift revert --repo . --yes",
        "  drift revert --repo . --policy policy.yaml --plan plan.json",
        "  drift revert --repo . --policy policy.yaml --record /var/lib/drift");
  }

  @Override
  public Integer call() {
    if (yes && plan != null) {
      throw new ParameterException(
          spec.commandLine(), "--yes approves everything, --plan one plan; use one of them");
    }
    return new Guard(console, common).run(() -> revert(request()));
  }

  private ActRequest request() {
    ActRequest.Approval approval =
        plan != null
            ? new ActRequest.Approval.SavedPlan(plan, PlanFiles.ids(plan))
            : yes ? new ActRequest.Approval.Everything() : new ActRequest.Approval.ByPolicy();
    return new ActRequest(
        comparison.request(spec.commandLine(), policies.files(), auditLog.file(), List.of()),
        Optional.of(Action.REVERT),
        approval,
        acts.record(console.environment()),
        acts.applied());
  }

  private int revert(ActRequest request) {
    ActReport report;
    try (var progress = ConsoleProgress.of(console, common)) {
      report = commands.act(request, progress.progress());
    }
    long waiting =
        report.plan().acts().stream().filter(act -> report.outcome(act).isEmpty()).count();
    output.write(
        report,
        waiting == 0
            ? ""
            : "%d not approved: --yes approves everything, --plan FILE a saved plan."
                .formatted(waiting),
        console,
        common);
    ErrorLines.print(report.report().problems(), console.err());
    boolean done =
        report.outcomes().values().stream()
            .map(Outcome::kind)
            .allMatch(it -> it == Outcome.Kind.DONE || it == Outcome.Kind.ALREADY_DONE);
    return (done ? ExitCode.IN_SYNC : ExitCode.DRIFT).code();
  }
}
