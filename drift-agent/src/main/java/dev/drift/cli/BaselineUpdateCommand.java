package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.policy.baseline.Baseline;
import dev.drift.report.view.Words;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/// `drift baseline update`.
final class BaselineUpdateCommand implements Callable<Integer> {
  private final BaselineRun run;

  final CommandSpec spec =
      Specs.command(
          this,
          "update",
          "Compares like drift check, and drops from the file what is gone. Accepts nothing.");

  BaselineUpdateCommand(Console console, Commands commands) {
    run = new BaselineRun(console, commands);
    run.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift baseline update --repo URL|DIR --baseline FILE [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the file is up to date",
        "2:invalid flags, configuration or manifests",
        "3:something could not be checked; the file was not changed",
        "4:the repository or the cluster could not be reached, or Drift failed");
    Specs.examples(spec, "  drift baseline update --repo . --baseline drift-baseline.yaml");
  }

  @Override
  public Integer call() {
    return run.run(spec, true, BaselineUpdateCommand::updated);
  }

  private static BaselineRun.Changed updated(Baseline before, Report report) {
    Set<String> there =
        report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
    Baseline after = before.without(entry -> !there.contains(entry.fingerprint()));
    int dropped = before.entries().size() - after.entries().size();
    return new BaselineRun.Changed(
        after,
        "dropped %s; %s left"
            .formatted(
                dropped == 0 ? "nothing" : Words.count(dropped, "finding") + " that are gone",
                Words.count(after.entries().size(), "finding")));
  }
}
