package dev.drift.source.argo;

import java.io.Serial;

/// Part of an Application cannot be rendered.
final class NotRendered extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String why;

  /// @param why a sentence without its full stop, for people
  NotRendered(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
