package dev.drift.report.view;

import static java.util.stream.Collectors.joining;

import dev.drift.model.kind.GroupKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// Numbers, times and lengths as people write them.
public final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /// `1 resource`, `2,000 resources`.
  public static String count(long number, String noun) {
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

  public static String time(Instant time) {
    return TIME.format(time);
  }

  public static String minute(Instant time) {
    return MINUTE.format(time);
  }

  public static String clock(Instant time) {
    return CLOCK.format(time);
  }

  /// `1.4 s`, `2 min`, `3 h`, `5 days`.
  public static String length(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86400 + " days";
  }

  /// Such as `2 ClusterRoles, 1 Ingress`.
  public static String kinds(Map<GroupKind, Integer> counts) {
    return counts.entrySet().stream()
        .map(one -> count(one.getValue(), one.getKey().kind()))
        .collect(joining(", "));
  }
}
