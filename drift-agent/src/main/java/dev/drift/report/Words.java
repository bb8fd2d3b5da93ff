package dev.drift.report;

import static java.util.stream.Collectors.joining;

import dev.drift.model.GroupKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Numbers, times and lengths as people write them.
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /// `1 resource`, `2,000 resources`.
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : plural(noun));
  }

  private static String plural(String noun) {
    if (noun.endsWith("ss")) {
      return noun + "es";
    }
    if (noun.endsWith("s")) {
      return noun;
    }
    return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  /// `1.4 s`, `2 min`, `3 h`, `5 days`.
  static String length(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86400 + " days";
  }

  /// The first `room` characters of the text, with its length if there are more.
  static String shorten(String text, int room, TextStyle style) {
    return text.length() <= room ? text : shorten(text, 0, room, style);
  }

  /// `room` characters of the text with the one at `focus` among them, and its length if
  /// there are more.
  static String shorten(String text, int focus, int room, TextStyle style) {
    if (text.length() <= room) {
      return text;
    }
    String said = String.format(Locale.ROOT, " (%,d characters)", text.length());
    int keep = Math.max(10, room - said.length() - 2 * style.ellipsis().length());
    int start = Math.clamp(focus - keep / 3L, 0, Math.max(0, text.length() - keep));
    int end = Math.min(text.length(), start + keep);
    if (start > 0 && Character.isLowSurrogate(text.charAt(start))) {
      start++;
    }
    if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
      end--;
    }
    return (start > 0 ? style.ellipsis() : "")
        + text.substring(start, end)
        + (end < text.length() ? style.ellipsis() : "")
        + said;
  }

  /// Lines of at most `room` characters, the first one of at most `firstRoom`; a longer word stands
  /// on a line of its own, whole.
  static List<String> wrap(String text, int firstRoom, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      int left = Math.max(20, lines.isEmpty() ? firstRoom : room);
      if (!line.isEmpty() && line.length() + 1 + word.length() > left) {
        lines.add(line.toString());
        line.setLength(0);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// Such as `2 ClusterRoles, 1 Ingress`.
  static String kinds(Map<GroupKind, Integer> counts) {
    return counts.entrySet().stream()
        .map(one -> count(one.getValue(), one.getKey().kind()))
        .collect(joining(", "));
  }
}
