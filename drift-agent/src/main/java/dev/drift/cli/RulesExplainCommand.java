package dev.drift.cli;

import dev.drift.finding.ExitCode;
import dev.drift.judge.Rules;
import dev.drift.report.RulesText;
import dev.drift.rule.Rule;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `drift rules explain`.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Says what a rule finds, why it matters and what to do.",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n")
final class RulesExplainCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "CODE",
      completionCandidates = Codes.class,
      description = "As it stands in a report, such as CFG001.")
  String code = "";

  @Override
  public Integer call() {
    Rule rule =
        Rules.of(code.toUpperCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "no rule has this code; drift rules lists them all"));
    var out = spec.commandLine().getOut();
    out.print(RulesText.explain(rule));
    out.flush();
    return ExitCode.IN_SYNC.code();
  }

  private static final class Codes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Rules.ALL.stream().map(rule -> rule.info().code()).iterator();
    }
  }
}
