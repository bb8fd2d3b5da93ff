package dev.drift.source.part;

import java.util.List;

/// Names in a sentence.
public final class Names {
  private static final int MOST = 3;

  private Names() {}

  /// All of a few, or the first of many and how many there are besides.
  public static String some(List<String> all) {
    // Nobody gains from "and 1 more".
    return all.size() > MOST + 1
        ? "%s and %d more".formatted(String.join(", ", all.subList(0, MOST)), all.size() - MOST)
        : String.join(", ", all);
  }
}
