package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.Specs;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift baseline accept`.
final class BaselineAcceptCommand implements Callable<Integer> {
  private final BaselineRun run;
  private String reason = "";
  private String owner = "";
  private String expires = "";
  private boolean posture;

  final CommandSpec spec =
      Specs.command(
          this,
          "accept",
          "Compares like drift check, and accepts all drift that the file does not accept yet: each"
              + " finding as it is now, with a reason, an owner and a last day. A finding whose"
              + " values change, or that gets worse, is new again.");

  BaselineAcceptCommand(Console console, Commands commands) {
    run = new BaselineRun(console, commands);
    run.addTo(spec);
    spec.addOption(
        Specs.option(String.class, it -> reason = it, "--reason")
            .required(true)
            .paramLabel("TEXT")
            .description("Why it is accepted. Edit the file to give a finding a reason of its own.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> owner = it, "--owner")
            .required(true)
            .paramLabel("TEXT")
            .description("The person or team that decided it.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> expires = it, "--expires")
            .required(true)
            .paramLabel("DATE")
            .description("The last day it is accepted, such as 2027-01-31.")
            .build());
    spec.addOption(
        Specs.option(boolean.class, it -> posture = it, "--posture")
            .description("Also accept posture findings.")
            .build());
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(
        spec,
        "drift baseline accept --repo URL|DIR --baseline FILE --reason TEXT --owner TEXT --expires"
            + " DATE [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the file was written",
        "2:invalid flags, configuration or manifests",
        "3:something could not be checked; the file was not changed",
        "4:the repository or the cluster could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift baseline accept --repo . --baseline drift-baseline.yaml --reason 'before Drift'"
            + " --owner platform --expires 2027-01-31",
        "  drift check --repo . --baseline drift-baseline.yaml");
  }

  @Override
  public Integer call() {
    Acceptance acceptance = Acceptance.parsed(spec, "--reason", reason, owner, expires, posture);
    return run.run(spec, false, acceptance::of);
  }
}
