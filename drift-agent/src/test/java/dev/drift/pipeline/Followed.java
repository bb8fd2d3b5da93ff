package dev.drift.pipeline;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Follows a target in tests. Time is counted without the clock, which tests may set.
final class Followed {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Followed() {}

  static Current until(ContinuousCheck check, Predicate<Current> enough)
      throws InterruptedException {
    long start = System.nanoTime();
    Current current = check.follow(STEP);
    while (!enough.test(current)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError(
            "not within %s: stale %s, %s"
                .formatted(PATIENCE, current.stale(), current.report().resources()));
      }
      current = check.follow(STEP);
    }
    return current;
  }

  /// What is known when nothing happens any more.
  static Current last(ContinuousCheck check) throws InterruptedException {
    Current current = check.follow(STEP);
    while (current.events() > 0) {
      current = check.follow(STEP);
    }
    return current;
  }

  /// Waits until so many findings came or went.
  static List<String> changes(ContinuousCheck check, int count) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    long start = System.nanoTime();
    while (seen.size() < count && System.nanoTime() - start < PATIENCE.toNanos()) {
      seen.addAll(changes(check.follow(STEP)));
    }
    return seen;
  }

  /// What comes and goes in this time.
  static List<String> during(ContinuousCheck check, Duration time) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      seen.addAll(changes(check.follow(STEP)));
    }
    return seen;
  }

  static List<String> changes(Current current) {
    List<String> seen = new ArrayList<>();
    current.opened().forEach(it -> seen.add("opened " + line(it)));
    current.ended().forEach(it -> seen.add("ended " + line(it)));
    return seen;
  }

  private static String line(Finding finding) {
    return "%s %s".formatted(finding.resource().id(), finding.path());
  }

  static Verdict verdict(Report report, String name) {
    return report.resources().stream()
        .filter(it -> it.resource().id().name().equals(name))
        .map(Report.ResourceVerdict::verdict)
        .findFirst()
        .orElseThrow();
  }

  /// Why drift may be unseen.
  static List<String> gaps(Report report) {
    return report.coverage().gaps(Set.of(Coverage.Need.DRIFT)).stream()
        .map(Coverage.Entry::reason)
        .toList();
  }
}
