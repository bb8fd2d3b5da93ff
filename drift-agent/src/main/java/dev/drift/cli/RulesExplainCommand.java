package dev.drift.cli;

import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.judge.Rules;
import dev.drift.rule.Rule;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift rules explain`.
final class RulesExplainCommand implements Callable<Integer> {
  private String code = "";

  final CommandSpec spec =
      Specs.command(this, "explain", "Explains what a rule finds, why it matters and what to do.");

  RulesExplainCommand() {
    spec.addPositional(
        Specs.parameter(String.class, it -> code = it, 0)
            .paramLabel("CODE")
            .completionCandidates(RulesExplainCommand::codes)
            .description("Code from a report, such as CFG001.")
            .build());
    Specs.addHelpAndVersion(spec);
  }

  @Override
  public Integer call() {
    Rule rule =
        Rules.of(code.toUpperCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "no rule has this code; run drift rules to list them"));
    var out = spec.commandLine().getOut();
    out.print(RulesText.explain(rule));
    out.flush();
    return ExitCode.IN_SYNC.code();
  }

  private static Iterator<String> codes() {
    return Rules.ALL.stream().map(rule -> rule.info().code()).iterator();
  }
}
