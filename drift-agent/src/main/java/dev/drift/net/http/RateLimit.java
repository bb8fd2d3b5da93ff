package dev.drift.net.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// How long a server asks to wait.
///
/// GitHub answers a rate limit with 403 or 429, and names the time in `Retry-After`, or in
/// `X-RateLimit-Reset` if `X-RateLimit-Remaining` is 0; without either, a minute is to be waited:
/// <https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api>. GitLab
/// answers 429 with `RateLimit-Reset`:
/// <https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/>.
public final class RateLimit {
  private static final Duration UNSAID = Duration.ofMinutes(1);

  private RateLimit() {}

  /// Empty if the answer is no rate limit, and asks for no wait.
  public static Optional<Duration> wait(HttpAnswer.Received answer, Instant now) {
    if (answer.isSuccess()) {
      return Optional.empty();
    }
    Optional<Duration> asked = retryAfter(answer, now);
    boolean used = answer.header("x-ratelimit-remaining").filter("0"::equals).isPresent();
    if (answer.status() == 429 || (answer.status() == 403 && (used || isSecondary(answer)))) {
      return Optional.of(
          asked
              .or(() -> until(answer, "x-ratelimit-reset", now).filter(_ -> used))
              .or(() -> until(answer, "ratelimit-reset", now))
              .orElse(UNSAID));
    }
    // A 403 with a Retry-After is a limit, and so is a 503.
    return answer.status() == 403 || answer.status() == 503 ? asked : Optional.empty();
  }

  /// Only the text says so if neither header is there.
  private static boolean isSecondary(HttpAnswer.Received answer) {
    String text = answer.text().toLowerCase(Locale.ROOT);
    return text.contains("secondary rate limit") || text.contains("abuse detection");
  }

  /// Seconds, or a date (RFC 9110, section 10.2.3).
  private static Optional<Duration> retryAfter(HttpAnswer.Received answer, Instant now) {
    Optional<String> header = answer.header("retry-after").map(String::strip);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (header.get().matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header.get())));
    }
    try {
      Instant date =
          ZonedDateTime.parse(header.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(positive(Duration.between(now, date)));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> until(HttpAnswer.Received answer, String name, Instant now) {
    return answer
        .header(name)
        .map(String::strip)
        .filter(seconds -> seconds.matches("[0-9]{1,12}"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
        .map(time -> positive(Duration.between(now, time)));
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
