package dev.drift.finding.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times and durations as people write them.
public final class Times {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  public static String minute(Instant time) {
    return MINUTE.format(time);
  }

  /// `3 min`, `2 h 5 min`, `4 days 1 h`.
  public static String length(Duration duration) {
    long minutes = Math.max(0, duration.toMinutes());
    if (minutes == 0) {
      return "less than a minute";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    if (hours < 48) {
      return joined(hours + " h", minutes % 60, "min");
    }
    return joined(hours / 24 + " days", hours % 24, "h");
  }

  private static String joined(String large, long rest, String unit) {
    return rest == 0 ? large : large + " " + rest + " " + unit;
  }
}
