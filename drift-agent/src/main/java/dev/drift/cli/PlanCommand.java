package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.option.ActOptions;
import dev.drift.cli.option.AuditLogOption;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.Specs;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.plan.ActReport;
import dev.drift.policy.action.Action;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift plan`.
final class PlanCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private final AuditLogOption auditLog = new AuditLogOption();
  private final ActOptions acts = new ActOptions();
  private final PlanOutput output = new PlanOutput();
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "plan",
          "Shows what drift revert would do, to which value and why, and what it would leave alone."
              + " Changes nothing.");

  PlanCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    comparison.addTo(spec, false);
    policies.addTo(spec);
    auditLog.addTo(spec);
    acts.addTo(spec);
    output.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
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
    ActRequest request =
        new ActRequest(
            comparison.request(spec.commandLine(), policies.files(), auditLog.file(), List.of()),
            Optional.of(Action.REVERT),
            new ActRequest.Approval.PlanOnly(),
            acts.record(console.environment()),
            acts.applied());
    return new Guard(console, common).run(() -> plan(request));
  }

  private int plan(ActRequest request) {
    ActReport report;
    try (var progress = ConsoleProgress.of(console, common)) {
      report = commands.act(request, progress.progress());
    }
    boolean any = !report.plan().acts().isEmpty();
    output.write(
        report,
        any
            ? "Nothing was changed. drift revert --yes does this; --plan FILE does a saved plan."
            : "",
        console,
        common);
    ErrorLines.print(report.report().problems(), console.err());
    return 0;
  }
}
