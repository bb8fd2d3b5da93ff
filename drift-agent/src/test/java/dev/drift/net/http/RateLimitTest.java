package dev.drift.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// T15: limits as GitHub and GitLab document them.
class RateLimitTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String RESET = Long.toString(NOON.getEpochSecond() + 90);

  @Test
  void retryAfterIsObeyed() {
    assertThat(wait(429, "", "Retry-After", "30")).isEqualTo("PT30S");
    assertThat(wait(403, "", "Retry-After", "30")).isEqualTo("PT30S");
    assertThat(wait(503, "", "Retry-After", "30")).isEqualTo("PT30S");
    assertThat(wait(429, "", "Retry-After", "Sat, 21 Nov 2026 12:01:00 GMT")).isEqualTo("PT1M");
    assertThat(wait(429, "", "Retry-After", "Sat, 21 Nov 2026 11:00:00 GMT")).isEqualTo("PT0S");
  }

  @Test
  void thePrimaryLimitOfGitHubNamesItsEnd() {
    assertThat(wait(403, "", "x-ratelimit-remaining", "0", "x-ratelimit-reset", RESET))
        .isEqualTo("PT1M30S");
    assertThat(wait(429, "", "x-ratelimit-remaining", "0", "x-ratelimit-reset", RESET))
        .isEqualTo("PT1M30S");
  }

  @Test
  void aSecondaryLimitWithoutATimeIsAMinute() {
    assertThat(
            wait(
                403,
                "{\"message\": \"You have exceeded a secondary rate limit.\"}",
                "x-ratelimit-remaining",
                "4000",
                "x-ratelimit-reset",
                RESET))
        .isEqualTo("PT1M");
    assertThat(wait(429, "")).isEqualTo("PT1M");
  }

  @Test
  void theLimitOfGitLabNamesItsEnd() {
    assertThat(wait(429, "", "RateLimit-Reset", RESET)).isEqualTo("PT1M30S");
  }

  @Test
  void anotherRefusalIsNoLimit() {
    assertThat(wait(403, "{\"message\": \"Resource not accessible\"}")).isEqualTo("none");
    assertThat(wait(404, "", "Retry-After", "30")).isEqualTo("none");
    assertThat(wait(200, "", "x-ratelimit-remaining", "0", "x-ratelimit-reset", RESET))
        .isEqualTo("none");
    assertThat(wait(503, "", "Retry-After", "soon")).isEqualTo("none");
  }

  private static String wait(int status, String body, String... headers) {
    Map<String, List<String>> all = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    return RateLimit.wait(new HttpAnswer.Received(status, all, body), NOON)
        .map(Duration::toString)
        .orElse("none");
  }
}
