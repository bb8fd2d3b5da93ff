package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift audit`: it only has subcommands.
final class AuditCommand implements Callable<Integer> {
  final CommandSpec spec =
      Specs.command(
          this,
          "audit",
          "Verifies and exports the audit trail: what was looked at, found, decided and done.");

  AuditCommand(Console console, Commands commands, InstantSource clock) {
    spec.addSubcommand(null, new AuditVerifyCommand(console, commands).spec);
    spec.addSubcommand(null, new AuditHeadCommand(console, commands).spec);
    spec.addSubcommand(null, new AuditExportCommand(console, commands, clock).spec);
    spec.addSubcommand(null, new AuditPruneCommand(console, commands).spec);
    Specs.addHelpAndVersion(spec);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID_INPUT.code();
  }
}
