package dev.drift.model;

import static java.util.Objects.requireNonNull;

/// Names of one shape: `*` stands for any characters, also none.
public record Glob(String text) {
  public Glob {
    requireNonNull(text, "text is null");
  }

  public boolean matches(String name) {
    String[] parts = text.split("\\*", -1);
    if (parts.length == 1) {
      return name.equals(text);
    }
    String first = parts[0];
    String last = parts[parts.length - 1];
    if (!name.startsWith(first)
        || !name.endsWith(last)
        || name.length() < first.length() + last.length()) {
      return false;
    }
    int at = first.length();
    int end = name.length() - last.length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = name.indexOf(parts[i], at);
      if (found < 0 || found + parts[i].length() > end) {
        return false;
      }
      at = found + parts[i].length();
    }
    return true;
  }

  /// Whether it says nothing about the name.
  public boolean isAny() {
    return text.chars().allMatch(c -> c == '*');
  }
}
