package dev.drift.git.publish;

import java.io.Serial;

/// Ends the work on a change before anything was pushed.
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// @param sentence for people, without passwords
  Refusal(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
