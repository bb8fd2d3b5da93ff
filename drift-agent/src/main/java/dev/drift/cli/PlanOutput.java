package dev.drift.cli;

import dev.drift.cli.console.ColorChoice;
import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.OutputOptions;
import dev.drift.cli.option.Specs;
import dev.drift.files.AtomicFile;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.plan.ActReport;
import dev.drift.report.json.JsonPlan;
import dev.drift.report.text.PlanText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where a plan goes, and how it looks.
final class PlanOutput {
  private Format format = Format.text;
  private @Nullable Path out;
  private ColorChoice color = ColorChoice.AUTO;

  PlanOutput() {}

  /// Of a command that prints a report: the acts come before it, in text only.
  PlanOutput(Optional<Path> file, OutputOptions report) {
    out = file.orElse(null);
    color = report.color();
    format = report.format().isForPrograms() ? Format.none : Format.text;
  }

  /// As people write it.
  enum Format {
    text,
    json,
    none
  }

  void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(Format.class, it -> format = it, "-o", "--output")
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description("Format on standard output: text, json or none. Default: text.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "--out")
            .paramLabel("FILE")
            .description("Also write the plan to this file, as JSON.")
            .build());
    spec.addOption(
        Specs.option(ColorChoice.class, it -> color = it, "--color")
            .paramLabel("WHEN")
            .defaultValue("auto")
            .description("Colours in text: ${COMPLETION-CANDIDATES}. Default: auto.")
            .build());
  }

  /// @throws DriftException if it cannot be written
  void write(ActReport report, String hint, Console console, CommonOptions common) {
    try {
      if (out != null) {
        AtomicFile.write(out, stream -> JsonPlan.write(report, stream));
      }
      switch (format) {
        case none -> {}
        case json -> JsonPlan.write(report, console.out());
        case text -> {
          PrintStream text = new PrintStream(console.out(), false, console.charset());
          text.print(PlanText.of(report, hint, console.style(color, common.verbose())));
          text.flush();
        }
      }
      console.out().flush();
    } catch (IOException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.OUTPUT_FAILED, "the plan could not be written: " + e.getMessage()),
          e);
    }
  }
}
