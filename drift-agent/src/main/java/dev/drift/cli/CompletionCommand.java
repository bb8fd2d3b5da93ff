package dev.drift.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `drift completion`.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Prints a script that teaches a shell to complete drift's commands and options.",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(drift completion bash)",
      "  source <(drift completion zsh)",
      "Put the line into ~/.bashrc or ~/.zshrc to have it in every shell."
    })
final class CompletionCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  /// Both shells take the same script, which finds out which of them runs it.
  @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  Shell shell = Shell.BASH;

  @Override
  public void run() {
    var out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("drift", spec.root().commandLine()));
    out.flush();
  }
}
