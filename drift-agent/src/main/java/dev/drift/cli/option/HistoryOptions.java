package dev.drift.cli.option;

import dev.drift.finding.Category;
import dev.drift.policy.action.DurationText;
import dev.drift.store.HistoryFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Which findings a history lists.
public final class HistoryOptions {
  private static final int USUAL = 100;

  private static final List<String> CATEGORIES =
      Arrays.stream(Category.values()).map(Category::label).toList();

  private @Nullable Instant since;
  private @Nullable Instant until;
  private @Nullable String resource;
  private @Nullable String rule;
  private @Nullable Category category;
  private boolean posture;
  private int limit = USUAL;
  private @Nullable Interval trend;

  /// The periods of a trend.
  public enum Interval {
    DAY(1),
    WEEK(7);

    private final int days;

    Interval(int days) {
      this.days = days;
    }

    public int days() {
      return days;
    }

    /// The name in flags.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @param clock that times before now are counted from
  public void addTo(CommandSpec spec, InstantSource clock) {
    spec.addOption(
        Specs.parsed(Instant.class, it -> since = it, it -> moment(it, clock), "--since")
            .paramLabel("TIME")
            .description(
                "Only findings that were there at this time or later: a time such as"
                    + " 2026-11-30T22:15:00+01:00, a day in UTC, or how long ago, such as 7d."
                    + " Default: all that the store has.")
            .build());
    spec.addOption(
        Specs.parsed(Instant.class, it -> until = it, it -> moment(it, clock), "--until")
            .paramLabel("TIME")
            .description("Only findings that began before this time. Default: now.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> resource = it, "--resource")
            .paramLabel("TEXT")
            .description(
                "Only resources with this text in their name, such as trino/ or 'deployment"
                    + " trino/worker', in upper or lower case.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> rule = it, "--rule")
            .paramLabel("CODE")
            .description("Only findings of this rule, such as CFG001.")
            .build());
    spec.addOption(
        Specs.parsed(Category.class, it -> category = it, HistoryOptions::category, "--category")
            .paramLabel("CATEGORY")
            .completionCandidates(CATEGORIES)
            .description("Only findings of this category: ${COMPLETION-CANDIDATES}.")
            .build());
    spec.addOption(
        Specs.option(boolean.class, it -> posture = it, "--posture")
            .description("Also list posture. Default: only drift.")
            .build());
    spec.addOption(
        Specs.option(Integer.class, it -> limit = it, "--limit")
            .paramLabel("NUMBER")
            .defaultValue(String.valueOf(USUAL))
            .description("How many findings of each target to list. Default: ${DEFAULT-VALUE}.")
            .build());
    spec.addOption(
        Specs.option(Interval.class, it -> trend = it, "--trend")
            .paramLabel("INTERVAL")
            .description(
                "Count instead of listing: how many findings of each category began, ended and were"
                    + " open in each interval (${COMPLETION-CANDIDATES}), in UTC.")
            .build());
  }

  private static Category category(String text) {
    return Arrays.stream(Category.values())
        .filter(it -> it.label().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is not a category; expected one of " + String.join(", ", CATEGORIES)));
  }

  private static Instant moment(String text, InstantSource clock) {
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.matches("\\d{4}-.*")
          ? OffsetDateTime.parse(text).toInstant()
          : clock.instant().minus(DurationText.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "is not a time such as 2026-11-30, 2026-11-30T22:15:00+01:00 or 7d", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is not a time such as 2026-11-30, 2026-11-30T22:15:00+01:00 or 7d", e);
    }
  }

  /// @throws ParameterException if the options contradict one another
  public HistoryFilter filter(CommandLine command) {
    if (since != null && until != null && !since.isBefore(until)) {
      throw new ParameterException(command, "--since must be before --until");
    }
    if (limit < 1) {
      throw new ParameterException(command, "--limit must be at least 1");
    }
    return new HistoryFilter(
        Optional.ofNullable(since),
        Optional.ofNullable(until),
        Optional.ofNullable(resource),
        Optional.ofNullable(rule).map(it -> it.toUpperCase(Locale.ROOT)),
        Optional.ofNullable(category),
        posture,
        limit);
  }

  public Optional<Interval> trend() {
    return Optional.ofNullable(trend);
  }

  /// The last day of a trend.
  public LocalDate lastDay(Instant now) {
    // What is until a day does not reach into it.
    Instant last = until == null ? now : until.minusMillis(1);
    return LocalDate.ofInstant(last, ZoneOffset.UTC);
  }
}
