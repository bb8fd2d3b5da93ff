package dev.drift.cli;

import dev.drift.finding.ExitCode;
import dev.drift.judge.Rules;
import dev.drift.report.RulesText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `drift rules`.
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    subcommands = RulesExplainCommand.class,
    description = "Lists what Drift judges by: code, severity and what each rule finds.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  drift rules", "  drift rules explain CFG001"})
final class RulesCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.print(RulesText.list(Rules.ALL));
    out.flush();
    return ExitCode.IN_SYNC.code();
  }
}
