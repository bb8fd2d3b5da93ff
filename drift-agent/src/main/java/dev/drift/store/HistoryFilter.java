package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Category;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Which findings a history is about: those that were open at some time of a period.
///
/// @param since the start of the period; empty for the first run
/// @param until its end; empty for now
/// @param resource a part of `kind namespace/name`, in any case
/// @param rule a code
/// @param posture whether it also lists posture
/// @param limit how many at most, the newest
public record HistoryFilter(
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<String> resource,
    Optional<String> rule,
    Optional<Category> category,
    boolean posture,
    int limit) {
  public HistoryFilter {
    requireNonNull(since, "since is null");
    requireNonNull(until, "until is null");
    resource = resource.map(it -> it.toLowerCase(Locale.ROOT));
    requireNonNull(rule, "rule is null");
    requireNonNull(category, "category is null");
  }

  HistoryFilter since(Instant other) {
    return new HistoryFilter(Optional.of(other), until, resource, rule, category, posture, limit);
  }

  boolean matches(StoredFinding finding) {
    return resource
        .map(it -> finding.resource().toString().toLowerCase(Locale.ROOT).contains(it))
        .orElse(true);
  }
}
