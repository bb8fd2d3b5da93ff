package dev.drift.cli;

import dev.drift.cli.console.ColorChoice;
import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.ResourceParameters;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.model.Verdict;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.plan.ObjectSides;
import dev.drift.report.text.SidesText;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift diff`.
final class DiffCommand implements Callable<Integer> {
  private static final int CONTEXT = 3;

  private final Console console;
  private final Commands commands;

  private final ResourceParameters resource = new ResourceParameters();
  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private int context = CONTEXT;
  private ColorChoice color = ColorChoice.AUTO;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "diff",
          "Shows how one resource differs from Git, as a unified diff of YAML. Only drift is in it:"
              + " defaults, controllers and ignores of policies make no difference. Secrets are"
              + " masked.");

  DiffCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    resource.addTo(spec);
    comparison.addTo(spec);
    policies.addTo(spec);
    spec.addOption(
        Specs.option(int.class, it -> context = it, "-U", "--unified")
            .paramLabel("LINES")
            .description("Lines around each change. Default: %d.".formatted(CONTEXT))
            .build());
    spec.addOption(
        Specs.option(ColorChoice.class, it -> color = it, "--color")
            .paramLabel("WHEN")
            .defaultValue("auto")
            .description("Colours: ${COMPLETION-CANDIDATES}.")
            .build());
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift diff KIND[/NAME] [[NAMESPACE/]NAME] --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the resource has not drifted",
        "1:the resource has drifted",
        "2:invalid flags, policies or manifests, or neither Git nor the cluster has the resource",
        "3:the resource could not be read or compared",
        "4:the repository or the cluster could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift diff deployment trino/trino-coordinator --repo .",
        "  drift diff cm/trino-catalogs -n trino --repo . -U 10",
        "  drift diff clusterrolebinding analysts-admin --repo . --scope cluster");
  }

  @Override
  public Integer call() {
    ResourceParameters.Named named = resource.named(spec);
    if (context < 0) {
      throw new ParameterException(spec.commandLine(), "-U takes a number of lines, from 0");
    }
    ResourceRequest request =
        new ResourceRequest(
            comparison.request(spec.commandLine(), policies.files(), Optional.empty(), List.of()),
            named.kind(),
            named.name());
    return new Guard(console, common).run(() -> diff(request));
  }

  private int diff(ResourceRequest request) {
    ObjectSides sides;
    try (var progress = ConsoleProgress.of(console, common)) {
      sides = commands.diff(request, progress.progress());
    }
    if (sides.verdict() == Verdict.UNKNOWN) {
      console.err().printf("drift: %s could not be compared%n", sides.resource());
      ErrorLines.print(sides.problems(), console.err());
      return ExitCode.INCOMPLETE.code();
    }
    String text = SidesText.of(sides, context, console.style(color, common.verbose()));
    PrintStream out = new PrintStream(console.out(), false, console.charset());
    out.print(text);
    out.flush();
    return (text.isEmpty() ? ExitCode.IN_SYNC : ExitCode.DRIFT).code();
  }
}
