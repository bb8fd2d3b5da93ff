package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Attribution;
import dev.drift.finding.Attribution.Confidence;
import dev.drift.finding.Category;
import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Glob;
import dev.drift.policy.match.Match;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which findings a rule speaks of: all criteria that are given must hold, of each any one.
///
/// @param resource the criteria that ignores have, too
/// @param rules codes
/// @param changes of drift; posture has none
/// @param users whom the API server authenticated, or whom they impersonated, by the request log
/// @param confidence how sure it is who made the difference
public record ActionMatch(
    Match resource,
    Set<Category> categories,
    Set<String> rules,
    Set<Severity> severities,
    Set<Change> changes,
    List<Glob> users,
    Set<Confidence> confidence) {
  /// All findings.
  public static final ActionMatch ALL =
      new ActionMatch(Match.ALL, Set.of(), Set.of(), Set.of(), Set.of(), List.of(), Set.of());

  public ActionMatch {
    requireNonNull(resource, "resource is null");
    categories = Set.copyOf(categories);
    rules = Set.copyOf(rules);
    severities = Set.copyOf(severities);
    changes = Set.copyOf(changes);
    users = List.copyOf(users);
    confidence = Set.copyOf(confidence);
  }

  /// The first criterion that does not hold; empty if all hold.
  Optional<Mismatch> mismatch(ActionSubject subject) {
    Finding finding = subject.finding();
    Attribution attribution = subject.attribution();
    if (isOther(rules, finding.rule())) {
      return Optional.of(Mismatch.of("rules", finding.rule(), rules));
    }
    if (isOther(categories, finding.category())) {
      return Optional.of(
          Mismatch.of(
              "categories", finding.category().label(), labels(categories, Category::label)));
    }
    if (isOther(severities, finding.severity())) {
      return Optional.of(
          Mismatch.of(
              "severities", finding.severity().label(), labels(severities, Severity::label)));
    }
    Optional<Change> change =
        switch (finding) {
          case Finding.Drift drift -> Optional.of(drift.change());
          case Finding.Posture _ -> Optional.empty();
        };
    if (!changes.isEmpty() && change.filter(changes::contains).isEmpty()) {
      return Optional.of(
          Mismatch.of(
              "changes", change.map(Change::name).orElse(""), labels(changes, Change::name)));
    }
    Optional<Match.Criterion> other =
        resource.mismatch(subject.resource(), subject.difference(), attribution.manager());
    if (other.isPresent()) {
      return Optional.of(Mismatch.of(other.get(), resource, subject));
    }
    if (!users.isEmpty() && attribution.request().filter(this::isByUser).isEmpty()) {
      return Optional.of(
          Mismatch.of(
              "users",
              attribution.request().map(Attribution.Request::user).orElse(""),
              users.stream().map(Glob::text).toList()));
    }
    if (isOther(confidence, attribution.confidence())) {
      return Optional.of(
          Mismatch.of(
              "confidence",
              Mismatch.label(attribution.confidence()),
              labels(confidence, Mismatch::label)));
    }
    return Optional.empty();
  }

  private static <T> boolean isOther(Set<T> wanted, T found) {
    return !wanted.isEmpty() && !wanted.contains(found);
  }

  private boolean isByUser(Attribution.Request request) {
    return users.stream()
        .anyMatch(
            glob ->
                glob.matches(request.user())
                    || (!request.actingAs().isEmpty() && glob.matches(request.actingAs())));
  }

  /// In the order of the enum, so that sentences are always the same.
  private static <E extends Enum<E>> List<String> labels(
      Collection<E> wanted, java.util.function.Function<E, String> label) {
    return EnumSet.copyOf(wanted).stream().map(label).toList();
  }
}
