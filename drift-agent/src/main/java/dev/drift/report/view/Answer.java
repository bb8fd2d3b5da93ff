package dev.drift.report.view;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a run found, in a sentence: how much, how bad, by whom and since when.
final class Answer {
  private static final int ACTORS = 3;
  private static final String BY_HAND = "by hand";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  private Answer() {}

  /// Such as `3 differences, 1 critical: by hand since Tuesday.`; empty if nothing was found.
  static Optional<String> of(Report report, Summary summary) {
    List<String> sentences = new ArrayList<>();
    if (summary.driftFindings() > 0) {
      sentences.add(
          "%s%s%s."
              .formatted(
                  Words.count(summary.driftFindings(), "difference"),
                  worst(summary.drift()),
                  actors(report)));
    }
    if (summary.postureFindings() > 0) {
      sentences.add(
          "%s%s."
              .formatted(
                  Words.count(summary.postureFindings(), "posture finding"),
                  worst(summary.posture())));
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
  }

  /// What is critical or high; if nothing is, the worst.
  private static String worst(Map<Severity, Integer> counts) {
    if (counts.values().stream().mapToInt(Integer::intValue).sum() == 1) {
      return ", " + counts.keySet().iterator().next().label();
    }
    String severe =
        counts.entrySet().stream()
            .filter(it -> it.getKey().atLeast(Severity.HIGH))
            .map(it -> ", %d %s".formatted(it.getValue(), it.getKey().label()))
            .collect(joining());
    return severe.isEmpty()
        ? counts.keySet().stream()
            .min(Comparator.naturalOrder())
            .map(it -> ", none worse than " + it.label())
            .orElse("")
        : severe;
  }

  private static List<Finding.Drift> drift(Report report) {
    return report.fresh().stream()
        .filter(Finding.Drift.class::isInstance)
        .map(Finding.Drift.class::cast)
        .toList();
  }

  private static String actors(Report report) {
    Map<String, List<Finding.Drift>> byActor =
        drift(report).stream()
            .collect(groupingBy(it -> actor(it.attribution()), LinkedHashMap::new, toList()));
    byActor.remove("");
    if (byActor.isEmpty()) {
      return "";
    }
    boolean all = byActor.values().stream().mapToInt(List::size).sum() == drift(report).size();
    List<String> parts =
        byActor.entrySet().stream()
            .sorted(
                Comparator.comparingInt(
                    (Map.Entry<String, List<Finding.Drift>> it) -> -it.getValue().size()))
            .limit(ACTORS)
            .map(
                it ->
                    (all && byActor.size() == 1 ? "" : it.getValue().size() + " ")
                        + it.getKey()
                        + since(it.getValue(), report.run().startedAt()))
            .toList();
    return ": " + String.join(", ", parts);
  }

  /// Empty if nobody is known.
  private static String actor(Attribution attribution) {
    Optional<String> user = attribution.user();
    if (user.isPresent()) {
      String name = user.get();
      return "by "
          + (name.startsWith(SERVICE_ACCOUNT) ? name.substring(SERVICE_ACCOUNT.length()) : name);
    }
    String manager = attribution.manager();
    return manager.startsWith("kubectl") ? BY_HAND : manager.isEmpty() ? "" : "by " + manager;
  }

  /// The first of them.
  private static String since(List<Finding.Drift> changes, Instant now) {
    return changes.stream()
        .flatMap(it -> it.attribution().time().stream())
        .min(Comparator.naturalOrder())
        .map(first -> " since " + moment(first, now))
        .orElse("");
  }

  private static String moment(Instant time, Instant now) {
    Duration before = Duration.between(time, now);
    var day = time.atZone(ZoneOffset.UTC);
    if (before.isNegative() || before.toDays() >= 6) {
      return day.toLocalDate().toString();
    }
    if (day.toLocalDate().equals(now.atZone(ZoneOffset.UTC).toLocalDate())) {
      return Words.clock(time);
    }
    DayOfWeek weekday = day.getDayOfWeek();
    return weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
