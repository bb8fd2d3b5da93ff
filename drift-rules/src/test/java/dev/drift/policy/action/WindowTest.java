package dev.drift.policy.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When windows are open, by the calendar and by the rules of Kubernetes for clock changes. In
/// Berlin, 02:00 becomes 03:00 on 29 March 2026, and 03:00 becomes 02:00 on 25 October 2026.
class WindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # schedule      | duration | a moment                  | open
          # Monday, 30 November 2026
          0 22 * * 1-5    | 6h       | 2026-11-30T21:59:59+01:00 | false
          0 22 * * 1-5    | 6h       | 2026-11-30T22:00:00+01:00 | true
          0 22 * * 1-5    | 6h       | 2026-11-30T22:00:30+01:00 | true
          0 22 * * 1-5    | 6h       | 2026-12-01T03:59:59+01:00 | true
          0 22 * * 1-5    | 6h       | 2026-12-01T04:00:00+01:00 | false
          # Friday night ends on Saturday; Saturday has no night of its own
          0 22 * * 1-5    | 6h       | 2026-12-05T03:00:00+01:00 | true
          0 22 * * 1-5    | 6h       | 2026-12-05T23:00:00+01:00 | false
          0 22 * * 1-5    | 6h       | 2026-12-06T23:00:00+01:00 | false
          0 22 * * MON-FRI| 6h       | 2026-12-05T03:00:00+01:00 | true
          # Sunday is 0 and 7
          0 9 * * 0       | 1h       | 2026-12-06T09:30:00+01:00 | true
          0 9 * * 7       | 1h       | 2026-12-06T09:30:00+01:00 | true
          0 9 * * 1       | 1h       | 2026-12-06T09:30:00+01:00 | false
          # day of month and day of week: either, as in cron
          0 9 1 * 0       | 1h       | 2026-12-01T09:30:00+01:00 | true
          0 9 1 * 0       | 1h       | 2026-12-06T09:30:00+01:00 | true
          0 9 1 * 0       | 1h       | 2026-12-07T09:30:00+01:00 | false
          # longer than the time between two starts: always open
          0 * * * *       | 90m      | 2026-11-30T12:59:59+01:00 | true
          */15 8-17 * * * | 5m       | 2026-11-30T08:17:00+01:00 | true
          */15 8-17 * * * | 5m       | 2026-11-30T08:20:00+01:00 | false
          # spring: 02:30 does not take place
          30 2 * * *      | 1h       | 2026-03-28T02:45:00+01:00 | true
          30 2 * * *      | 1h       | 2026-03-29T01:59:00+01:00 | false
          30 2 * * *      | 1h       | 2026-03-29T03:00:00+02:00 | false
          30 2 * * *      | 1h       | 2026-03-29T03:45:00+02:00 | false
          30 2 * * *      | 1h       | 2026-03-30T02:45:00+02:00 | true
          # spring: six hours are six hours, and end at 05:00
          0 22 * * *      | 6h       | 2026-03-29T04:59:00+02:00 | true
          0 22 * * *      | 6h       | 2026-03-29T05:00:00+02:00 | false
          # autumn: 02:30 takes place twice
          30 2 * * *      | 20m      | 2026-10-25T02:35:00+02:00 | true
          30 2 * * *      | 20m      | 2026-10-25T02:55:00+02:00 | false
          30 2 * * *      | 20m      | 2026-10-25T02:35:00+01:00 | true
          30 2 * * *      | 20m      | 2026-10-25T02:55:00+01:00 | false
          # autumn: six hours are six hours, and end at 03:00
          0 22 * * *      | 6h       | 2026-10-25T02:59:00+01:00 | true
          0 22 * * *      | 6h       | 2026-10-25T03:00:00+01:00 | false
          """)
  void isOpenInBerlin(String schedule, String duration, String moment, boolean open) {
    Window window = Window.of(schedule, DurationText.parse(duration), BERLIN);
    assertThat(window.isOpen(at(moment))).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 22 * * 1-5 | 2026-11-30T12:00:00+01:00 | 2026-11-30T22:00:00+01:00
          0 22 * * 1-5 | 2026-12-05T12:00:00+01:00 | 2026-12-07T22:00:00+01:00
          30 2 * * *   | 2026-03-28T12:00:00+01:00 | 2026-03-30T02:30:00+02:00
          30 2 * * *   | 2026-10-25T02:10:00+02:00 | 2026-10-25T02:30:00+02:00
          30 2 * * *   | 2026-10-25T02:40:00+02:00 | 2026-10-25T02:30:00+01:00
          30 2 * * *   | 2026-10-25T02:10:00+01:00 | 2026-10-25T02:30:00+01:00
          30 2 * * *   | 2026-10-25T02:40:00+01:00 | 2026-10-26T02:30:00+01:00
          0 0 29 2 *   | 2026-11-30T12:00:00+01:00 | 2028-02-29T00:00:00+01:00
          """)
  void saysWhenItOpensNext(String schedule, String now, String next) {
    Window window = Window.of(schedule, DurationText.parse("1h"), BERLIN);
    assertThat(window.nextStart(at(now)).map(ZonedDateTime::toInstant)).hasValue(at(next));
  }

  @Test
  void countsInItsOwnZone() {
    Window utc = Window.of("0 22 * * *", DurationText.parse("1h"), ZoneId.of("UTC"));
    assertThat(utc.isOpen(at("2026-11-30T22:30:00+01:00"))).isFalse();
    assertThat(utc.isOpen(at("2026-11-30T23:30:00+01:00"))).isTrue();
  }

  @Test
  void refusesWhatIsNoSchedule() {
    for (String schedule :
        List.of(
            "", "* * * *", "* * * * * *", "61 * * * *", "0 22-4 * * *", "@daily", "0 0 L * *")) {
      assertThatThrownBy(() -> Window.of(schedule, DurationText.parse("1h"), BERLIN))
          .as(schedule)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("is not a cron expression of five fields");
    }
    assertThatThrownBy(() -> Window.of("0 0 30 2 *", DurationText.parse("1h"), BERLIN))
        .hasMessage("names a day that no year has");
  }

  @ParameterizedTest
  @CsvSource({
    "90s, 90, 1m30s",
    "10m, 600, 10m",
    "1h30m, 5400, 1h30m",
    "7d, 604800, 7d",
    "36h, 129600, 1d12h"
  })
  void readsLengthsOfTime(String text, long seconds, String written) {
    assertThat(DurationText.parse(text).toSeconds()).isEqualTo(seconds);
    assertThat(DurationText.format(DurationText.parse(text))).isEqualTo(written);
  }

  @Test
  void refusesWhatIsNoLengthOfTime() {
    for (String text : List.of("", "0m", "-1h", "1", "1h 30m", "30m1h", "PT1H", "1.5h", "99999d")) {
      assertThatThrownBy(() -> DurationText.parse(text))
          .as(text)
          .hasMessage("is not a length of time such as 10m, 1h30m or 7d");
    }
  }

  private static Instant at(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
