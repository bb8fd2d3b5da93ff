package dev.drift.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every command that works has.
final class CommonOptions {
  @Option(
      names = {"-v", "--verbose"},
      description =
          "List explained differences too, log as --log-level debug, and show where errors come"
              + " from.")
  boolean verbose;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description =
          "What to log on standard error: ${COMPLETION-CANDIDATES}. Default: warn. Libraries never"
              + " log below warn.")
  @Nullable LogLevel logLevel;

  LogLevel level() {
    if (logLevel != null) {
      return logLevel;
    }
    return verbose ? LogLevel.DEBUG : LogLevel.WARN;
  }
}
