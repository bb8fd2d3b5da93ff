package dev.drift.report.text;

import dev.drift.finding.Severity;
import dev.drift.report.view.Level;

/// How a piece of text is emphasised on a terminal.
enum Tint {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36"),
  BOLD_RED("1;31"),
  BOLD_GREEN("1;32"),
  BOLD_YELLOW("1;33");

  /// Parameters of the terminal code "select graphic rendition".
  private final String code;

  Tint(String code) {
    this.code = code;
  }

  String paint(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  static Tint of(Severity severity) {
    return switch (severity) {
      case CRITICAL -> BOLD_RED;
      case HIGH -> RED;
      case MEDIUM -> YELLOW;
      case LOW -> CYAN;
      case INFO -> DIM;
    };
  }

  /// Of a heading, or of the last line.
  static Tint heading(Level level) {
    return switch (level) {
      case NEUTRAL -> BOLD;
      case SUCCESS -> BOLD_GREEN;
      case WARNING -> BOLD_YELLOW;
      case ERROR -> BOLD_RED;
    };
  }
}
