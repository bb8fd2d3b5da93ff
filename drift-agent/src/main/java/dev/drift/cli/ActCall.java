package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.option.ActOptions;
import dev.drift.cli.option.AuditLogOption;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoreOptions;
import dev.drift.finding.ExitCode;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.policy.action.Action;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final StoreOptions store = new StoreOptions();
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
    store.addTo(spec);
    own.run();
    output.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
  }

  /// @param actions what is planned
  /// @param wish what is planned where no policy decides
  /// @param approval may read a file
  /// @param hint what a person does next; empty for nothing
  /// @return the exit code
  int run(
      CommandSpec spec,
      Set<Action> actions,
      Action wish,
      Supplier<ActRequest.Approval> approval,
      Function<ActReport, String> hint,
      ToIntFunction<ActReport> exitCode) {
    // Wrong flags are picocli's to report, so they are read before the guard.
    CheckRequest compared =
        comparison.request(spec.commandLine(), policies.files(), auditLog.file(), List.of());
    return new Guard(console, common)
        .run(
            () -> {
              CheckRequest check = compared.with(store.request(compared.config()));
              ActRequest.Approval approved = approval.get();
              ActReport report = report(check, actions, wish, approved);
              if (!(approved instanceof ActRequest.Approval.PlanOnly)) {
                report =
                    report.and(
                        commands.record(
                            check.store().orElseThrow(),
                            check,
                            report.report(),
                            Optional.of(report)));
              }
              output.write(report, hint.apply(report), console, common);
              ErrorLines.print(report.report().problems(), console.err());
              return exitCode.applyAsInt(report);
            });
  }

  /// What is said of acts that nobody has approved.
  static String waiting(ActReport report) {
    long waiting =
        report.plan().acts().stream().filter(act -> report.outcome(act).isEmpty()).count();
    return waiting == 0
        ? ""
        : "%d not approved: --yes approves everything, --plan FILE a saved plan."
            .formatted(waiting);
  }

  static int exitCode(ActReport report) {
    boolean done =
        report.outcomes().values().stream()
            .map(Outcome::kind)
            .allMatch(it -> it == Outcome.Kind.DONE || it == Outcome.Kind.ALREADY_DONE);
    return (done ? ExitCode.IN_SYNC : ExitCode.DRIFT).code();
  }

  private ActReport report(
      CheckRequest check, Set<Action> actions, Action wish, ActRequest.Approval approval) {
    ActRequest request =
        new ActRequest(
            check,
            actions,
            Optional.of(wish),
            approval,
            acts.record(console.environment()),
            acts.applied());
    try (var progress = ConsoleProgress.of(console, common)) {
      return commands.act(request, progress.progress());
    }
  }
}
