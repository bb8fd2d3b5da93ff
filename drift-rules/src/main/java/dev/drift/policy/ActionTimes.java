package dev.drift.policy;

import dev.drift.model.Glob;
import dev.drift.policy.action.DurationText;
import dev.drift.policy.action.Freeze;
import dev.drift.policy.action.Persistence;
import dev.drift.policy.action.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads when actions may act: persistence, windows and freezes.
final class ActionTimes {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final String FROM = "its first moment, such as 2026-12-20T00:00:00Z";
  private static final String UNTIL = "the first moment after it, such as 2027-01-03T00:00:00Z";
  private static final String WHY = "why nothing may change";

  private ActionTimes() {}

  static Persistence persistence(CheckedMapping fields) {
    int checks = fields.count("checks").orElse(1);
    Duration duration = fields.parsed("duration", DurationText::parse).orElse(Duration.ZERO);
    fields.done();
    return new Persistence(checks, duration);
  }

  static List<Window> windows(CheckedMapping action) {
    List<Window> windows = new ArrayList<>();
    for (CheckedMapping fields : action.objects("windows")) {
      int before = fields.problems();
      Optional<String> schedule =
          fields.required("schedule", "when it opens, such as \"0 22 * * 1-5\"");
      Optional<Duration> duration =
          fields
              .required("duration", "how long it stays open, such as 6h")
              .flatMap(_ -> fields.parsed("duration", DurationText::parse));
      ZoneId zone = fields.parsed("timeZone", ActionTimes::zone).orElse(UTC);
      fields.done();
      if (fields.isFine(before)) {
        fields
            .parsed("schedule", text -> Window.of(text, duration.orElseThrow(), zone))
            .filter(_ -> schedule.isPresent())
            .ifPresent(windows::add);
      }
    }
    return windows;
  }

  static Optional<Freeze> freeze(CheckedMapping fields) {
    int before = fields.problems();
    Optional<Instant> from = moment(fields, "from", FROM);
    Optional<Instant> until = moment(fields, "until", UNTIL);
    Optional<String> reason = fields.required("reason", WHY);
    Optional<String> owner = fields.required("owner", PolicyReader.WHO);
    List<Glob> namespaces = fields.texts("namespaces", MatchReader::glob);
    fields.done();
    if (fields.isFine(before) && !from.orElseThrow().isBefore(until.orElseThrow())) {
      fields.problem("until", "until is not after from");
    }
    return fields.isFine(before)
        ? Optional.of(
            new Freeze(
                from.orElseThrow(),
                until.orElseThrow(),
                reason.orElseThrow(),
                owner.orElseThrow(),
                namespaces,
                fields.place()))
        : Optional.empty();
  }

  private static Optional<Instant> moment(CheckedMapping fields, String name, String meaning) {
    return fields
        .required(name, meaning)
        .flatMap(_ -> fields.parsed(name, text -> instant(text, meaning)));
  }

  private static Instant instant(String text, String meaning) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "is not a time with its offset from UTC: enter " + meaning, e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("is not a time zone such as Europe/Berlin or UTC", e);
    }
  }
}
