package dev.drift.cli.history;

import dev.drift.report.view.Safe;
import dev.drift.report.view.Words;
import dev.drift.store.Target;
import java.time.Duration;
import java.time.Instant;

/// Lines of text, each safe for a terminal.
final class Lines {
  private final StringBuilder text = new StringBuilder();

  void add(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    text.append(Safe.line(line.substring(0, end))).append('\n');
  }

  void blank() {
    if (!text.isEmpty()) {
      text.append('\n');
    }
  }

  /// The cluster, the sources and the identity.
  void target(Target target) {
    String name = target.clusterName();
    String server = target.cluster().server();
    blank();
    add(
        "%s%s, target %s"
            .formatted(name, name.equals(server) ? "" : " (" + server + ")", target.id()));
    target.sources().forEach(source -> add("  " + source));
    blank();
  }

  /// `2026-11-20 09:00 UTC (9 days)`.
  static String since(Instant time, Instant now) {
    return "%s (%s)".formatted(Words.minute(time), length(time, now));
  }

  static String ago(Instant time, Instant now) {
    return "%s, %s ago".formatted(Words.minute(time), length(time, now));
  }

  static String length(Instant time, Instant now) {
    Duration length = Duration.between(time, now);
    return Words.length(length.isNegative() ? Duration.ZERO : length);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
