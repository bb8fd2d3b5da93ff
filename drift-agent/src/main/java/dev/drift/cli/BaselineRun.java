package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.option.BaselineOption;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.files.AtomicFile;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.policy.baseline.Baseline;
import dev.drift.policy.baseline.BaselineFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/// A check that changes a baseline, and what its commands share.
final class BaselineRun {
  /// Posture is accepted too, so nothing of it may be unseen.
  private static final FailOn ALL = new FailOn(Severity.INFO, Optional.of(Severity.INFO));

  private final Console console;
  private final Commands commands;
  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private final BaselineOption baseline = new BaselineOption();
  private final CommonOptions common = new CommonOptions();

  BaselineRun(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
  }

  /// What becomes of the baseline.
  @FunctionalInterface
  interface Change {
    /// @return the new baseline, and a sentence that says what changed
    Changed of(Baseline before, Report report);
  }

  record Changed(Baseline baseline, String sentence) {}

  void addTo(CommandSpec spec) {
    baseline.addTo(spec, "The file with what is accepted.", true);
    comparison.addTo(spec);
    policies.addTo(spec);
    common.addTo(spec);
  }

  /// @param exists whether the file must be there
  int run(CommandSpec spec, boolean exists, Change change) {
    CheckRequest request = comparison.request(spec.commandLine(), policies.files());
    Baseline.Compared compared =
        new Baseline.Compared(
            request.desired().sources().stream().flatMap(it -> it.paths().stream()).toList(),
            request.namespaces());
    return new Guard(console, common)
        .run(
            () ->
                run(
                    console,
                    baseline,
                    compared,
                    () -> {
                      try (var progress = ConsoleProgress.of(console, common)) {
                        return commands.check(request, progress.progress()).report();
                      }
                    },
                    exists,
                    change));
  }

  /// @param compared what the flags of this run say that it compares
  /// @param exists whether the file must be there
  static int run(
      Console console,
      BaselineOption baseline,
      Baseline.Compared compared,
      Supplier<Report> run,
      boolean exists,
      Change change) {
    Path file = baseline.file().orElseThrow();
    Baseline before =
        exists || Files.exists(file) ? baseline.read() : new Baseline(compared, List.of());
    if (!before.compared().equals(compared)) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "the baseline %s was made of %s, and this run compares %s; use the same, or another file"
                  .formatted(file, before.compared(), compared)));
    }
    Report report = run.get();
    ErrorLines.print(report.problems(), console.err());
    ExitCode code = report.exitCode(ALL);
    if (code == ExitCode.INVALID_INPUT || code == ExitCode.FAILURE) {
      return code.code();
    }
    if (!report.complete(ALL)) {
      console
          .err()
          .printf(
              "drift: %s was not changed: something could not be checked, so nobody knows what is"
                  + " there; drift %s names it%n",
              file, report.sides().areClusters() ? "compare" : "check");
      return ExitCode.INCOMPLETE.code();
    }
    Changed changed = change.of(before, report);
    write(file, changed.baseline());
    PrintStream out = new PrintStream(console.out(), false, console.charset());
    out.printf("%s: %s%n", file, changed.sentence());
    out.flush();
    return ExitCode.IN_SYNC.code();
  }

  private static void write(Path file, Baseline baseline) {
    try {
      AtomicFile.write(file, out -> out.write(BaselineFile.write(baseline).getBytes(UTF_8)));
    } catch (IOException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.OUTPUT_FAILED, "the baseline could not be written: " + e.getMessage()),
          e);
    }
  }
}
