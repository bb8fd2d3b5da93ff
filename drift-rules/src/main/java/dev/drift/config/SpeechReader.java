package dev.drift.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads when and how much a channel says.
final class SpeechReader {
  private static final KnownKeys DIGEST =
      new KnownKeys("digest", List.of("groups", "findings"), Map.of(), Map.of());

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,3})([mhd])");

  /// Slack takes at most 50 blocks in a message, of which each group needs one.
  private static final int MOST_GROUPS = 40;

  private static final int MOST_FINDINGS = 100;

  private SpeechReader() {}

  /// The defaults for what is not set, and for what has a problem.
  static Channel.Speech read(Mapping channel) {
    Channel.Speech standard = Channel.Speech.DEFAULT;
    Optional<Mapping> digest = channel.mapping("digest");
    digest.ifPresent(it -> it.check(DIGEST));
    return new Channel.Speech(
        reminder(channel),
        channel.bool("recovery").orElse(standard.recovery()),
        digest.flatMap(it -> it.number("groups", 1, MOST_GROUPS)).orElse(standard.groups()),
        digest.flatMap(it -> it.number("findings", 1, MOST_FINDINGS)).orElse(standard.findings()));
  }

  private static Optional<Duration> reminder(Mapping channel) {
    Optional<String> written = channel.text("reminders");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = DURATION.matcher(written.get());
    if (!matcher.matches()) {
      channel.problem("reminders", "reminders must be a time such as 30m, 24h or 7d");
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }
}
