package dev.drift.cli;

import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.judge.Rules;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift rules`.
final class RulesCommand implements Callable<Integer> {
  final CommandSpec spec =
      Specs.command(this, "rules", "Lists all rules: code, severity and what each one finds.");

  RulesCommand() {
    spec.addSubcommand(null, new RulesExplainCommand().spec);
    Specs.addHelpAndVersion(spec);
    Specs.examples(spec, "  drift rules", "  drift rules explain CFG001");
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.print(RulesText.list(Rules.ALL));
    out.flush();
    return ExitCode.IN_SYNC.code();
  }
}
