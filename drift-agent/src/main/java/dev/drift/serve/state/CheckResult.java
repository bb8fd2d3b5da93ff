package dev.drift.serve.state;

import dev.drift.finding.ExitCode;
import java.util.Locale;

/// How a check ended, as the exit codes of `drift check` say it.
public enum CheckResult {
  IN_SYNC,
  DRIFT,
  INVALID_INPUT,
  INCOMPLETE,
  FAILURE;

  public static CheckResult of(ExitCode code) {
    return switch (code) {
      case IN_SYNC -> IN_SYNC;
      case DRIFT -> DRIFT;
      case INVALID_INPUT -> INVALID_INPUT;
      case INCOMPLETE -> INCOMPLETE;
      case FAILURE -> FAILURE;
    };
  }

  /// The name in metrics and in the API.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
