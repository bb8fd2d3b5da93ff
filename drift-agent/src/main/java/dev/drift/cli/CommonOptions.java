package dev.drift.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// What every command that works has.
final class CommonOptions {
  boolean verbose;
  private @Nullable LogLevel logLevel;

  void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(boolean.class, it -> verbose = it, "-v", "--verbose")
            .description(
                "Also list explained differences, log at debug level, and print the stack traces of"
                    + " errors.")
            .build());
    spec.addOption(
        Specs.option(LogLevel.class, it -> logLevel = it, "--log-level")
            .paramLabel("LEVEL")
            .description(
                "Log level on standard error: ${COMPLETION-CANDIDATES}. Default: warn. Libraries"
                    + " never log below warn.")
            .build());
  }

  LogLevel level() {
    if (logLevel != null) {
      return logLevel;
    }
    return verbose ? LogLevel.DEBUG : LogLevel.WARN;
  }
}
