package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift config`: it only has subcommands.
final class ConfigCommand implements Callable<Integer> {
  final CommandSpec spec =
      Specs.command(this, "config", "Validates configuration files (drift.yaml).");

  ConfigCommand(Console console) {
    spec.addSubcommand(null, new ConfigValidateCommand(console).spec);
    Specs.addHelpAndVersion(spec);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID_INPUT.code();
  }
}
