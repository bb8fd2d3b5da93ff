package dev.drift.plan;

import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts acts against the limits of their policy rules.
final class Limiter {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Past past;
  private final Instant now;
  private final Map<String, Integer> planned = new HashMap<>();

  Limiter(Past past, Instant now) {
    this.past = past;
    this.now = now;
  }

  /// Counts the act if it is allowed.
  ///
  /// @return why not; empty if it is
  Optional<String> refusal(Act act) {
    Set<ActionRule> rules =
        act.causes().stream()
            .flatMap(cause -> cause.decision().rule().stream())
            .collect(Collectors.toSet());
    for (ActionRule rule : rules) {
      Limits limits = rule.limits();
      int now = planned.getOrDefault(Past.name(rule), 0);
      if (limits.perRun().isPresent()
          && past.ofRun(Past.name(rule)) + now >= limits.perRun().getAsInt()) {
        return Optional.of(
            "%s allows %d acts in a run".formatted(Past.name(rule), limits.perRun().getAsInt()));
      }
      Instant since = this.now.minus(HOUR);
      if (limits.perHour().isPresent()
          && past.ofRule(Past.name(rule), since) + now >= limits.perHour().getAsInt()) {
        return Optional.of(
            "%s allows %d acts in an hour".formatted(Past.name(rule), limits.perHour().getAsInt()));
      }
      if (limits.perObjectPerHour().isPresent()
          && past.ofObject(act.resource().id(), since) >= limits.perObjectPerHour().getAsInt()) {
        return Optional.of(
            "%s allows %d acts on an object in an hour"
                .formatted(Past.name(rule), limits.perObjectPerHour().getAsInt()));
      }
    }
    rules.forEach(rule -> planned.merge(Past.name(rule), 1, Integer::sum));
    return Optional.empty();
  }
}
