package dev.drift.cli.option;

import dev.drift.serve.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// When the daemon reads everything again.
public final class ScheduleOptions {
  private static final Pattern DURATION =
      Pattern.compile("(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?");
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private @Nullable Duration every;
  private @Nullable String cron;
  private String zone = "UTC";
  private Duration gitInterval = Duration.ofMinutes(1);
  private Duration stopping = Duration.ofSeconds(20);

  public void addTo(CommandSpec spec) {
    ITypeConverter<Duration> durations = ScheduleOptions::duration;
    spec.addOption(
        Specs.option(Duration.class, it -> every = it, "--every")
            .paramLabel("TIME")
            .converters(durations)
            .description(
                "Read and compare everything again at this interval, such as 30m or 1h30m; changes"
                    + " in between are watched. Default: 15m.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> cron = it, "--cron")
            .paramLabel("EXPRESSION")
            .description(
                "Instead of --every: five fields, as in a CronJob of Kubernetes, such as"
                    + " '0 6 * * 1-5'.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> zone = it, "--time-zone")
            .paramLabel("ZONE")
            .defaultValue("UTC")
            .description("Time zone of --cron. Default: ${DEFAULT-VALUE}.")
            .build());
    spec.addOption(
        Specs.option(Duration.class, it -> gitInterval = it, "--git-interval")
            .paramLabel("TIME")
            .defaultValue("1m")
            .converters(durations)
            .description("Look for new commits at this interval. Default: ${DEFAULT-VALUE}.")
            .build());
    spec.addOption(
        Specs.option(Duration.class, it -> stopping = it, "--stop-timeout")
            .paramLabel("TIME")
            .defaultValue("20s")
            .converters(durations)
            .description(
                "After SIGTERM, wait this long for what is under way. Default: ${DEFAULT-VALUE}.")
            .build());
  }

  private static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches() || text.isEmpty()) {
      throw new TypeConversionException(
          "'%s' is not a time such as 30s, 15m or 1h".formatted(text));
    }
    Duration duration =
        Duration.ofHours(number(parts.group(1)))
            .plusMinutes(number(parts.group(2)))
            .plusSeconds(number(parts.group(3)));
    if (duration.compareTo(SHORTEST) < 0) {
      throw new TypeConversionException("'%s' is shorter than 5s".formatted(text));
    }
    return duration;
  }

  private static long number(@Nullable String digits) {
    try {
      return digits == null ? 0 : Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is too long a time".formatted(digits));
    }
  }

  public Schedule schedule(CommandLine command) {
    if (cron == null) {
      return new Schedule.Every(every == null ? Duration.ofMinutes(15) : every);
    }
    if (every != null) {
      throw new ParameterException(command, "--every and --cron exclude each other");
    }
    try {
      return new Schedule.Cron(cron, ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new ParameterException(
          command, "--time-zone: '%s' is not a time zone such as Europe/Vienna".formatted(zone), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command, "--cron: '%s' is not valid: %s".formatted(cron, e.getMessage()), e);
    }
  }

  public Duration gitInterval() {
    return gitInterval;
  }

  public Duration stopping() {
    return stopping;
  }
}
