package dev.drift.cli.option;

import dev.drift.cli.console.LogLevel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// What every command that works has.
public final class CommonOptions {
  private boolean verbose;
  private @Nullable LogLevel logLevel;

  public void addTo(CommandSpec spec) {
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

  public boolean verbose() {
    return verbose;
  }

  public LogLevel level() {
    if (logLevel != null) {
      return logLevel;
    }
    return verbose ? LogLevel.DEBUG : LogLevel.WARN;
  }
}
