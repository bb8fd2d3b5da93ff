package dev.drift.cli;

import dev.drift.finding.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `drift ignore`: it only has subcommands.
@Command(
    name = "ignore",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    subcommands = IgnoreSuggestCommand.class,
    description = "Helps to write policies that leave differences alone.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n")
final class IgnoreCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID_INPUT.code();
  }
}
