package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// When a rule may act: for some time after each start.
///
/// Clock changes count as in Kubernetes CronJobs and Argo CD's sync windows: a start that the clock
/// skips in spring does not take place, one that comes twice in autumn opens the window twice, and
/// the duration is elapsed time.
/// https://github.com/robfig/cron/blob/v3/doc.go
public final class Window {
  /// Loaded with the first window: most runs have none.
  private static final class Cron {
    static final CronParser PARSER =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  }

  private static final String PREFIX = "Failed to parse cron expression. ";

  private final String schedule;
  private final ExecutionTime starts;
  private final Duration duration;
  private final ZoneId zone;

  private Window(String schedule, ExecutionTime starts, Duration duration, ZoneId zone) {
    this.schedule = schedule;
    this.starts = starts;
    this.duration = duration;
    this.zone = zone;
  }

  /// @param schedule five fields of cron: minute, hour, day of month, month, day of week
  /// @throws IllegalArgumentException if the schedule is not one, or never starts; the message is a
  ///     clause
  public static Window of(String schedule, Duration duration, ZoneId zone) {
    requireNonNull(duration, "duration is null");
    requireNonNull(zone, "zone is null");
    ExecutionTime starts;
    try {
      starts = ExecutionTime.forCron(Cron.PARSER.parse(schedule));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is not a cron expression of five fields such as \"0 22 * * 1-5\": " + reason(e), e);
    }
    if (starts.nextExecution(Instant.EPOCH.atZone(zone)).isEmpty()) {
      throw new IllegalArgumentException("names a day that no year has");
    }
    return new Window(schedule, starts, duration, zone);
  }

  private static String reason(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
  }

  public String schedule() {
    return schedule;
  }

  public Duration duration() {
    return duration;
  }

  public ZoneId zone() {
    return zone;
  }

  public boolean isOpen(Instant now) {
    // The last start is the one that keeps it open longest. It may be this minute.
    ZonedDateTime nextMinute =
        now.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    return starts
        .lastExecution(nextMinute)
        .filter(start -> now.isBefore(start.toInstant().plus(duration)))
        .isPresent();
  }

  /// The first start after `now`.
  public Optional<ZonedDateTime> nextStart(Instant now) {
    Optional<ZonedDateTime> next = starts.nextExecution(now.atZone(zone));
    // Of an hour that comes twice, the library skips the second when it counts forwards only.
    while (next.isPresent()) {
      Optional<ZonedDateTime> before =
          starts.lastExecution(next.get()).filter(start -> start.toInstant().isAfter(now));
      if (before.isEmpty()) {
        break;
      }
      next = before;
    }
    return next;
  }

  @Override
  public String toString() {
    return "%s for %s in %s".formatted(schedule, DurationText.format(duration), zone);
  }
}
