package dev.drift.cli;

import dev.drift.cli.option.Specs;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Model.OptionSpec;

/// The formats of commands that print no report.
enum OutputKind {
  TEXT,
  JSON;

  static OptionSpec option(Consumer<OutputKind> field) {
    return Specs.option(OutputKind.class, field, "-o", "--output")
        .paramLabel("FORMAT")
        .defaultValue("text")
        .description("Format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
        .build();
  }

  /// The name in flags.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
