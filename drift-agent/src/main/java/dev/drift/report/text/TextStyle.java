package dev.drift.report.text;

import dev.drift.report.view.ValueText;

/// How a text report is to look.
///
/// @param color whether terminal colours may be used
/// @param width in columns; sentences are wrapped and values shortened to it
/// @param unicode whether arrows and ellipses may be used, or ASCII only
/// @param details whether explained differences and skipped documents are listed where they would
///     otherwise only be counted
public record TextStyle(boolean color, int width, boolean unicode, boolean details) {
  private static final int NARROWEST = 60;

  /// For files and pipes.
  public static final TextStyle PLAIN = new TextStyle(false, 120, true, false);

  public TextStyle {
    width = Math.max(NARROWEST, width);
  }

  String arrow() {
    return unicode ? "→" : "->";
  }

  String ellipsis() {
    return unicode ? "…" : "...";
  }

  /// The short form of a mask: enough to see whether two are the same.
  String mask(String mask) {
    String shown = ValueText.shortMask(mask);
    return unicode ? shown : shown.replace('•', '*');
  }
}
