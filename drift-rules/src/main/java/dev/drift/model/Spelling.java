package dev.drift.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds the names that somebody may have meant by a misspelt one.
public final class Spelling {
  private Spelling() {}

  /// @param most how many at most
  /// @return the closest first; empty if none is close
  public static List<String> closest(String text, Collection<String> names, int most) {
    return names.stream()
        .distinct()
        .filter(name -> isClose(text, name))
        .sorted(Comparator.comparingInt((String name) -> distance(text, name)))
        .limit(most)
        .toList();
  }

  private static boolean isClose(String text, String name) {
    String one = text.toLowerCase(Locale.ROOT);
    String other = name.toLowerCase(Locale.ROOT);
    return distance(one, other) <= Math.max(2, one.length() / 4)
        || (one.length() > 3 && other.contains(one))
        || (other.length() > 3 && one.contains(other));
  }

  /// How many letters to insert, delete or replace (Levenshtein's distance), over the first 100
  /// characters.
  public static int distance(String first, String second) {
    String one = first.substring(0, Math.min(100, first.length()));
    String other = second.substring(0, Math.min(100, second.length()));
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
