package dev.drift.cli;

import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift` itself: it only has subcommands, which [Program] adds.
final class DriftCommand implements Callable<Integer> {
  final CommandSpec spec =
      Specs.command(
          this, "drift", "Finds where a Kubernetes cluster has drifted from its Git repository.");

  DriftCommand() {
    Specs.addHelpAndVersion(spec);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    Specs.exitCodesOfComparing(spec, "in sync");
    Specs.examples(
        spec,
        "  drift check --repo https://git.example.com/platform/lakehouse.git",
        "  drift check --repo . --path trino --namespace trino --fail-on high",
        "  drift snapshot --out cluster.json.gz --key-file key",
        "  source <(drift completion bash)");
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID_INPUT.code();
  }
}
