package dev.drift.policy.action;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as policies write them, such as `90s`, `10m`, `1h30m` and `7d`: as Go does, and
/// days.
public final class DurationText {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?");

  private DurationText() {}

  /// @throws IllegalArgumentException if the text is not a length of time above zero; the message
  ///     is a clause
  public static Duration parse(String text) {
    Matcher parts = FORM.matcher(text);
    Duration duration = Duration.ZERO;
    if (parts.matches()) {
      duration =
          Duration.ofDays(number(parts, 1))
              .plusHours(number(parts, 2))
              .plusMinutes(number(parts, 3))
              .plusSeconds(number(parts, 4));
    }
    if (duration.isZero()) {
      throw new IllegalArgumentException("is not a length of time such as 10m, 1h30m or 7d");
    }
    return duration;
  }

  private static long number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /// As policies write it; parts of a second are left out.
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    part(text, duration.toDays(), 'd');
    part(text, duration.toHoursPart(), 'h');
    part(text, duration.toMinutesPart(), 'm');
    part(text, duration.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long number, char unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
