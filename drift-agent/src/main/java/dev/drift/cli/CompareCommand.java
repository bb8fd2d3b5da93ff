package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.BaselineOption;
import dev.drift.cli.option.ClusterPairOptions;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.OutputOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.SeverityOption;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.policy.baseline.Baseline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift compare`.
final class CompareCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ClusterPairOptions pair = new ClusterPairOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private Severity failOn = Severity.INFO;
  private final BaselineOption baseline = new BaselineOption();
  private @Nullable String accept;
  private @Nullable String owner;
  private @Nullable String expires;
  private final OutputOptions output = new OutputOptions();
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "compare",
          "Compares two clusters: reports what the second lacks of the first, has besides it, or has"
              + " otherwise. What controllers and operators write on their own makes no difference."
              + " Reads only.");

  CompareCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    pair.addTo(spec);
    policies.addTo(spec);
    spec.addOption(
        SeverityOption.option(it -> failOn = it, "--fail-on")
            .defaultValue("info")
            .description(
                "Exit with 1 only for differences of this severity or higher:"
                    + " ${COMPLETION-CANDIDATES}. Default: info (any difference).")
            .build());
    baseline.addTo(
        spec,
        "Do not fail by the differences that this file accepts. They are listed. --accept writes"
            + " it.",
        false);
    spec.addOption(
        Specs.option(String.class, it -> accept = it, "--accept")
            .paramLabel("REASON")
            .description(
                "Accept in --baseline all differences that it does not accept yet, for this reason,"
                    + " instead of reporting them. Needs --owner and --expires.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> owner = it, "--owner")
            .paramLabel("TEXT")
            .description("With --accept, the person or team that decided it.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> expires = it, "--expires")
            .paramLabel("DATE")
            .description("With --accept, the last day it applies, such as 2027-01-31.")
            .build());
    output.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    addHelp();
  }

  private void addHelp() {
    Specs.synopsis(spec, "drift compare --context A --context B [--mapping FILE] [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the same, or no difference of the --fail-on severity",
        "1:the second cluster differs from the first",
        "2:invalid flags, mapping or policies",
        "3:incomplete: " + ExitCode.INCOMPLETE.meaning(),
        "4:a cluster could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift compare --context staging --context production --mapping mapping.yaml",
        "  drift compare --context staging --context production -n trino --fail-on high",
        "  drift compare --snapshot monday.json.gz --snapshot friday.json.gz",
        "  drift compare --snapshot staging.json.gz --context production --key-file key -o json");
  }

  @Override
  public Integer call() {
    CompareRequest request = pair.request(spec, policies.files());
    output.check(spec.commandLine());
    Optional<Acceptance> acceptance = acceptance();
    if (acceptance.isPresent()) {
      return new Guard(console, common).run(() -> accept(request, acceptance.get()));
    }
    return new Guard(console, common)
        .run(() -> compare(request, baseline.file().map(_ -> baseline.read())));
  }

  private Optional<Acceptance> acceptance() {
    if (accept == null && owner == null && expires == null) {
      return Optional.empty();
    }
    if (accept == null || owner == null || expires == null || baseline.file().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--accept, --owner, --expires and --baseline are given together");
    }
    return Optional.of(
        Acceptance.parsed(spec, "--accept", accept, owner, expires, /* posture= */ false));
  }

  private int accept(CompareRequest request, Acceptance acceptance) {
    return BaselineRun.run(
        console,
        baseline,
        new Baseline.Compared(List.of(), request.namespaces()),
        () -> {
          try (var progress = ConsoleProgress.of(console, common)) {
            return commands.compare(request, progress.progress());
          }
        },
        false,
        acceptance::of);
  }

  private int compare(CompareRequest request, Optional<Baseline> accepted) {
    Report report;
    try (var progress = ConsoleProgress.of(console, common)) {
      report = baseline.apply(commands.compare(request, progress.progress()), accepted);
    }
    FailOn failsOn = new FailOn(failOn, Optional.empty());
    new ReportOutput(console, output, common).write(report, failsOn);
    return report.exitCode(failsOn).code();
  }
}
