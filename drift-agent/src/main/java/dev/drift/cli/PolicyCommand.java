package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift policy`: it only has subcommands.
final class PolicyCommand implements Callable<Integer> {
  final CommandSpec spec =
      Specs.command(this, "policy", "Validates, tests and explains policy files.");

  PolicyCommand(Console console) {
    spec.addSubcommand(null, new PolicyValidateCommand(console).spec);
    spec.addSubcommand(null, new PolicyTestCommand(console).spec);
    spec.addSubcommand(null, new PolicyExplainCommand(console).spec);
    Specs.addHelpAndVersion(spec);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID_INPUT.code();
  }
}
