package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift baseline`: it only has subcommands.
final class BaselineCommand implements Callable<Integer> {
  final CommandSpec spec =
      Specs.command(
          this,
          "baseline",
          "Accepts findings for a while, in a file that Git keeps, so that drift check --baseline"
              + " fails only by what is new.");

  BaselineCommand(Console console, Commands commands) {
    spec.addSubcommand(null, new BaselineAcceptCommand(console, commands).spec);
    spec.addSubcommand(null, new BaselineUpdateCommand(console, commands).spec);
    Specs.addHelpAndVersion(spec);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID_INPUT.code();
  }
}
