package dev.drift.source;

/// The keys that Drift may decrypt files of a source with. Many threads may ask.
public interface DecryptionKeys {
  /// There are none.
  DecryptionKeys NONE = Answer.None::new;

  /// The age keys, read when they are asked for: a mounted Secret may change while Drift runs.
  Answer age();

  /// What came of looking for keys.
  sealed interface Answer {
    /// @param text one key a line
    record Keys(String text) implements Answer {
      @Override
      public String toString() {
        return "Keys"; // They are secrets.
      }
    }

    /// The configuration names none.
    record None() implements Answer {}

    /// @param why a sentence without its full stop
    record Unreadable(String why) implements Answer {}
  }
}
