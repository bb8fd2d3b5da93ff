package dev.drift.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// What a function of a text gives, kept for texts that come again and again: short ones, and not
/// more than so many. May be asked by many threads.
public final class BoundedCache<V> {
  private final int longest;
  private final int most;
  private final Function<String, V> function;
  private final BiPredicate<String, V> keeps;
  private final Map<String, V> known = new ConcurrentHashMap<>();

  /// @param longest text that is kept, in characters
  /// @param most texts that are kept
  public BoundedCache(int longest, int most, Function<String, V> function) {
    this(longest, most, function, (_, _) -> true);
  }

  /// @param keeps which texts are kept, with what the function gives for them
  public BoundedCache(
      int longest, int most, Function<String, V> function, BiPredicate<String, V> keeps) {
    this.longest = longest;
    this.most = most;
    this.function = function;
    this.keeps = keeps;
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
    if (known.size() < most && keeps.test(text, value)) {
      known.put(text, value);
    }
    return value;
  }
}
