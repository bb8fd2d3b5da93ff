package dev.drift.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What a function of a text gives, kept for texts that come again and again: short ones, and not
/// more than so many. May be asked by many threads.
public final class Remembered<V> {
  private final int longest;
  private final int most;
  private final Function<String, V> function;
  private final Map<String, V> known = new ConcurrentHashMap<>();

  /// @param longest text that is kept, in characters
  /// @param most texts that are kept
  public Remembered(int longest, int most, Function<String, V> function) {
    this.longest = longest;
    this.most = most;
    this.function = function;
  }

  /// What the function gives for the text.
  public V of(String text) {
    if (text.length() > longest) {
      return function.apply(text);
    }
    V before = known.get(text);
    if (before != null) {
      return before;
    }
    V value = function.apply(text);
    if (known.size() < most) {
      known.put(text, value);
    }
    return value;
  }
}
