package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.pipeline.RenderedSources;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.report.view.Safe;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift sources`.
final class SourcesCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "sources",
          "Lists what a repository consists of: plain manifests and what is rendered, with the program,"
              + " the path and the namespaces; and what is left out, and why. Changes nothing.");

  SourcesCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    comparison.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift sources --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:everything was rendered",
        "2:invalid flags, configuration or manifests",
        "3:something could not be rendered",
        "4:the repository could not be reached, or Drift failed");
    Specs.examples(
        spec, "  drift sources --repo .", "  drift sources --repo . --path clusters/prod");
  }

  @Override
  public Integer call() {
    CheckRequest request = comparison.request(spec.commandLine(), List.of());
    return new Guard(console, common).run(() -> print(request));
  }

  private int print(CheckRequest request) {
    RenderedSources rendered;
    try (var progress = ConsoleProgress.of(console, common)) {
      rendered = commands.render(request, progress.progress());
    }
    var out = spec.commandLine().getOut();
    SourcesText.lines(rendered).forEach(line -> out.println(Safe.line(line)));
    out.flush();
    return RenderCommand.exitCode(rendered).code();
  }
}
