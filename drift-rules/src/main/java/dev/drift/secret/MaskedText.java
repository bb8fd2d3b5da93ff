package dev.drift.secret;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Texts with masks in place of their secrets.
public final class MaskedText {
  private static final Pattern TOKEN = Pattern.compile("‹masked:([0-9a-f]{12}):[0-9a-f]{32}›");

  private MaskedText() {}

  /// Whether the texts differ, if at all, only in masks that were made under different keys: then
  /// nothing is known.
  public static boolean differInKeysOnly(String one, String other) {
    Set<String> keys = keys(one);
    return !keys.isEmpty()
        && !keys.equals(keys(other))
        && TOKEN.matcher(one).replaceAll("‹›").equals(TOKEN.matcher(other).replaceAll("‹›"));
  }

  /// Whether a mask stands in the name of a setting, or what is left of one: then a whole line was
  /// masked, and what it was read as means nothing.
  public static boolean hasMask(String name) {
    return name.contains("‹masked");
  }

  private static Set<String> keys(String text) {
    return TOKEN
        .matcher(text)
        .results()
        .map((MatchResult mask) -> mask.group(1))
        .collect(Collectors.toSet());
  }
}
