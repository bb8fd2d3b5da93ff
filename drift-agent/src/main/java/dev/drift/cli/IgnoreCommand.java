package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift ignore`: it only has subcommands.
final class IgnoreCommand implements Callable<Integer> {
  final CommandSpec spec =
      Specs.command(this, "ignore", "Helps write policies that ignore differences.");

  IgnoreCommand(Console console, Commands commands) {
    spec.addSubcommand(null, new IgnoreSuggestCommand(console, commands).spec);
    Specs.addHelpAndVersion(spec);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID_INPUT.code();
  }
}
