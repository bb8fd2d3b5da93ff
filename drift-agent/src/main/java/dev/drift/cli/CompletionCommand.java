package dev.drift.cli;

import dev.drift.cli.option.Specs;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/// `drift completion`.
final class CompletionCommand implements Runnable {
  final CommandSpec spec =
      Specs.command(this, "completion", "Prints a shell completion script for drift.");

  CompletionCommand() {
    // Both shells take the same script, which finds out which of them runs it.
    spec.addPositional(
        Specs.parameter(Shell.class, _ -> {}, 0)
            .paramLabel("SHELL")
            .description("${COMPLETION-CANDIDATES}")
            .build());
    Specs.addHelpAndVersion(spec);
    Specs.examples(
        spec,
        "  source <(drift completion bash)",
        "  source <(drift completion zsh)",
        "Add the line to ~/.bashrc or ~/.zshrc to load it in every shell.");
  }

  @Override
  public void run() {
    var out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("drift", spec.root().commandLine()));
    out.flush();
  }
}
