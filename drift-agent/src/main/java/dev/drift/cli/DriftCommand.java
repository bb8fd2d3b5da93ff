package dev.drift.cli;

import dev.drift.finding.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `drift` itself: it only has subcommands, which [Subcommands] gives it.
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Finds where a Kubernetes cluster no longer equals its Git repository.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:in sync",
      "1:the cluster has drifted from Git",
      "2:flags, configuration or manifests are not valid",
      "3:incomplete: something could not be read, and nothing worse was found",
      "4:the repository or the cluster is out of reach, or Drift failed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  drift check --repo https://git.example.com/platform/lakehouse.git",
      "  drift check --repo . --path trino --namespace trino --fail-on high",
      "  drift snapshot --out cluster.json.gz --key-file key",
      "  source <(drift completion bash)"
    })
final class DriftCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID_INPUT.code();
  }
}
