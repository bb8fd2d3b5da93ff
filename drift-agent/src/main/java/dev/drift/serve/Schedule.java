package dev.drift.serve;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.ZoneId;

/// When everything is read and compared again. What happens in between is watched.
public sealed interface Schedule {
  /// @param interval from the beginning of one check to that of the next
  record Every(Duration interval) implements Schedule {
    public Every {
      requireNonNull(interval, "interval is null");
    }
  }

  /// @param expression five fields, as for `crontab` and for a CronJob of Kubernetes
  record Cron(String expression, ZoneId zone) implements Schedule {
    /// @throws IllegalArgumentException if the expression is not valid
    public Cron {
      requireNonNull(expression, "expression is null");
      Schedules.quartz(expression);
      requireNonNull(zone, "zone is null");
    }
  }
}
