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
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.plan.ActReport;
import dev.drift.policy.action.Action;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;

/// What the commands share that plan: their options, the call, and what they print.
final class ActCall {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private final AuditLogOption auditLog = new AuditLogOption();
  private final ActOptions acts = new ActOptions();
  private final PlanOutput output = new PlanOutput();
  private final CommonOptions common = new CommonOptions();

  ActCall(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
  }

  /// @param own adds options of one command, before those of its output
  void addTo(CommandSpec spec, Runnable own) {
    comparison.addTo(spec, false);
    policies.addTo(spec);
    auditLog.addTo(spec);
    acts.addTo(spec);
    own.run();
    output.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
  }

  /// @param approval may read a file
  /// @param hint what a person does next; empty for nothing
  /// @return the exit code
  int run(
      CommandSpec spec,
      Supplier<ActRequest.Approval> approval,
      Function<ActReport, String> hint,
      ToIntFunction<ActReport> exitCode) {
    // Wrong flags are picocli's to report, so they are read before the guard.
    CheckRequest check =
        comparison.request(spec.commandLine(), policies.files(), auditLog.file(), List.of());
    return new Guard(console, common)
        .run(
            () -> {
              ActReport report = report(check, approval.get());
              output.write(report, hint.apply(report), console, common);
              ErrorLines.print(report.report().problems(), console.err());
              return exitCode.applyAsInt(report);
            });
  }

  private ActReport report(CheckRequest check, ActRequest.Approval approval) {
    ActRequest request =
        new ActRequest(
            check,
            Optional.of(Action.REVERT),
            approval,
            acts.record(console.environment()),
            acts.applied());
    try (var progress = ConsoleProgress.of(console, common)) {
      return commands.act(request, progress.progress());
    }
  }
}
