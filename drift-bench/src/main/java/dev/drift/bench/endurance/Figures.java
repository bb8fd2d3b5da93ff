package dev.drift.bench.endurance;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was measured, in the order in which it was; of what was measured several times, all values.
/// Each is also printed as soon as it is measured, so that a run that fails later is not lost.
final class Figures {
  private final Map<String, String> values = new LinkedHashMap<>();

  void add(String name, String value) {
    System.err.println("  " + name + ": " + value);
    values.merge(name, value, (before, now) -> before + "; " + now);
  }

  /// As Markdown.
  String table() {
    StringBuilder text = new StringBuilder("| what | figure |\n|---|---|\n");
    values.forEach((name, value) -> text.append("| %s | %s |\n".formatted(name, value)));
    return text.toString();
  }
}
