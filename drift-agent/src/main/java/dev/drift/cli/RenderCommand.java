package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.pipeline.RenderedSources;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.report.view.Safe;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift render`.
final class RenderCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "render",
          "Prints the manifests that drift check compares, as YAML: rendered, each below the file that"
              + " it comes from, with secrets masked. Changes nothing, and reads the cluster only if"
              + " something is rendered with what it serves or holds.");

  RenderCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    comparison.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift render --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:everything was rendered",
        "2:invalid flags, configuration or manifests",
        "3:something could not be rendered",
        "4:the repository could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift render --repo . --path overlays/prod",
        "  drift render --repo https://git.example.com/platform.git --revision v2.1");
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
    out.print(RenderText.of(rendered.manifests()));
    out.flush();
    for (Problem problem : rendered.problems()) {
      console.err().println(Safe.line("drift: " + problem.message()));
    }
    for (Unrendered one : rendered.unrendered()) {
      console
          .err()
          .println(
              Safe.line(
                  "drift: %s:%d: %s"
                      .formatted(one.place().file(), one.place().line(), one.reason())));
    }
    return exitCode(rendered).code();
  }

  static ExitCode exitCode(RenderedSources rendered) {
    if (rendered.problems().stream().anyMatch(it -> it.code().type() == Problem.Type.INPUT)) {
      return ExitCode.INVALID_INPUT;
    }
    return rendered.unrendered().isEmpty() ? ExitCode.IN_SYNC : ExitCode.INCOMPLETE;
  }
}
