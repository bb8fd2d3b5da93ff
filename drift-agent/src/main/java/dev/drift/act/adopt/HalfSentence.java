package dev.drift.act.adopt;

/// Sentences of which more follows.
final class HalfSentence {
  private HalfSentence() {}

  /// Without its full stop.
  static String of(String sentence) {
    return sentence.replaceFirst("\\.+$", "");
  }
}
