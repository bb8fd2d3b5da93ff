package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.console.LogLevel;
import dev.drift.cli.console.Spinner;
import dev.drift.cli.option.CommonOptions;
import dev.drift.pipeline.Progress;

/// Shows progress if somebody may see it.
///
/// @param end clears what was drawn
record ConsoleProgress(Progress progress, Runnable end) implements AutoCloseable {

  /// Log lines would cross a line that is drawn again and again, so there is one or the other.
  static ConsoleProgress of(Console console, CommonOptions options) {
    if (!console.canAnimate() || options.level().compareTo(LogLevel.WARN) > 0) {
      return new ConsoleProgress(Progress.NONE, () -> {});
    }
    Spinner spinner = new Spinner(console.err(), console.width(), console.hasUnicode());
    return new ConsoleProgress(spinner, spinner::stop);
  }

  @Override
  public void close() {
    end.run();
  }
}
