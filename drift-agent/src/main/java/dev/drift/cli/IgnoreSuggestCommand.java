package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.Specs;
import dev.drift.files.AtomicFile;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.policy.Suggestions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift ignore suggest`.
final class IgnoreSuggestCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private @Nullable Path out;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "suggest",
          "Compares like drift check and writes a policy that ignores the drift, one entry for"
              + " each resource. Fill in the reason and owner of each entry; Drift rejects a policy"
              + " without them.");

  IgnoreSuggestCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    addOptions();
    addHelp();
  }

  private void addOptions() {
    comparison.addTo(spec);
    policies.addTo(spec);
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "--out")
            .paramLabel("FILE")
            .description("Write the policy to this file. Default: standard output.")
            .build());
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
  }

  private void addHelp() {
    Specs.synopsis(spec, "drift ignore suggest --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the policy was written, with or without drift",
        "2:invalid flags, configuration or manifests",
        "3:the policy was written, but something could not be checked",
        "4:the repository or the cluster could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift ignore suggest --repo . --out policy.yaml",
        "  drift ignore suggest --repo . --snapshot cluster.json.gz --key-file key");
  }

  @Override
  public Integer call() {
    CheckRequest request = comparison.request(spec.commandLine(), policies.files());
    return new Guard(console, common).run(() -> suggest(request));
  }

  private int suggest(CheckRequest request) {
    Report report;
    try (var progress = ConsoleProgress.of(console, common)) {
      report = commands.check(request, progress.progress()).report();
    }
    ErrorLines.print(report.problems(), console.err());
    ExitCode code = report.exitCode(FailOn.ANY_DRIFT);
    return switch (code) {
      case INVALID_INPUT, FAILURE -> code.code();
      case IN_SYNC, DRIFT, INCOMPLETE -> {
        LocalDate today = report.run().day();
        write(Suggestions.of(report.drift(), today).getBytes(UTF_8));
        yield (report.complete(FailOn.ANY_DRIFT) ? ExitCode.IN_SYNC : ExitCode.INCOMPLETE).code();
      }
    };
  }

  private void write(byte[] policy) {
    Optional<Path> file = Optional.ofNullable(out);
    try {
      if (file.isPresent()) {
        AtomicFile.write(file.get(), to -> to.write(policy));
      } else {
        console.out().write(policy);
        console.out().flush();
      }
    } catch (IOException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.OUTPUT_FAILED, "the policy could not be written: " + e.getMessage()),
          e);
    }
  }
}
