package dev.drift.rule;

import java.util.List;

/// Names in sentences.
public final class Names {
  private static final int SHOWN = 3;

  private Names() {}

  /// The first few: "a, b, c and 4 more".
  public static String few(List<String> names) {
    List<String> shown = names.subList(0, Math.min(SHOWN, names.size()));
    int more = names.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  /// "1 Pod (a)", "2 Pods (a, b)".
  public static String pods(List<String> names) {
    return "%d %s (%s)".formatted(names.size(), names.size() == 1 ? "Pod" : "Pods", few(names));
  }
}
