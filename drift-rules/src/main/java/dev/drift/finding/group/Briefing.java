package dev.drift.finding.group;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What one run has to announce to one channel: what is new since the channel was last told, and
/// nothing else.
///
/// @param notices in the order in which people should read them
/// @param groups all groups that are there now, the worst first
/// @param told what the channel knows once it has been told, by key
public record Briefing(
    List<Notice> notices, List<FindingGroup> groups, SortedMap<String, Told> told) {
  public Briefing {
    notices = List.copyOf(notices);
    groups = List.copyOf(groups);
    told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
  }

  /// What the channel knows about a group once it has been told.
  public Told of(FindingGroup group) {
    return requireNonNull(told.get(group.key()), "not a group of this briefing");
  }

  /// @param findings those that the channel is interested in
  /// @param before what the channel was told, by key
  /// @param reminder after which time what persists is told again
  /// @param now the time of the run
  public static Briefing of(
      Seen seen,
      List<Finding> findings,
      Map<String, Told> before,
      Optional<Duration> reminder,
      Instant now) {
    return new Writer(seen, before, reminder, now).write(findings);
  }

  /// Writes one.
  private static final class Writer {
    private final Seen seen;
    private final Optional<Duration> reminder;
    private final Instant now;
    private final SortedMap<String, Told> told;
    private final List<Notice> opened = new ArrayList<>();
    private final List<Notice> grown = new ArrayList<>();
    private final List<Notice> reminders = new ArrayList<>();
    private final List<Notice> over = new ArrayList<>();

    Writer(Seen seen, Map<String, Told> before, Optional<Duration> reminder, Instant now) {
      this.seen = seen;
      this.reminder = reminder;
      this.now = now;
      this.told = new TreeMap<>(before);
    }

    Briefing write(List<Finding> findings) {
      List<FindingGroup> groups = seen.compared() ? groups(findings) : List.of();
      Map<String, FindingGroup> byKey = new LinkedHashMap<>();
      groups.forEach(group -> byKey.put(group.key(), group));
      for (Told one : List.copyOf(told.values())) {
        if (isOfThisRun(one) && !byKey.containsKey(one.key())) {
          absent(one);
        }
      }
      groups.forEach(this::present);
      gap();
      List<Notice> notices = new ArrayList<>(opened);
      notices.addAll(grown);
      notices.addAll(reminders);
      notices.addAll(over);
      return new Briefing(notices, groups, told);
    }

    private boolean isOfThisRun(Told one) {
      return !one.key().equals(Told.GAP) && one.scope().equals(seen.scope());
    }

    private List<FindingGroup> groups(List<Finding> findings) {
      Map<String, String> known = new HashMap<>();
      told.values().stream()
          .filter(this::isOfThisRun)
          .forEach(
              one -> one.members().forEach(member -> known.put(member.fingerprint(), one.key())));
      return Grouping.of(seen.scope(), findings, known);
    }

    private void absent(Told one) {
      List<Member> left = left(one, Set.of());
      if (left.isEmpty()) {
        told.remove(one.key());
        over.add(new Notice.Resolved(one, now));
      } else {
        told.put(one.key(), one.with(left));
      }
    }

    private List<Member> left(Told one, Set<String> present) {
      return one.members().stream()
          .filter(member -> !present.contains(member.fingerprint()) && !seen.gone(member))
          .toList();
    }

    private void present(FindingGroup group) {
      Optional<Told> before = Optional.ofNullable(told.get(group.key()));
      if (before.isEmpty()) {
        Told first = Told.first(group, seen.scope(), now);
        told.put(group.key(), first);
        opened.add(new Notice.Opened(group, first));
        return;
      }
      Set<String> added = new HashSet<>(group.fingerprints());
      added.removeAll(before.get().fingerprints());
      boolean worse = group.severity().compareTo(before.get().severity()) < 0;
      boolean due =
          reminder.filter(after -> !before.get().last().plus(after).isAfter(now)).isPresent();
      Told after =
          before
              .get()
              .with(
                  group,
                  left(before.get(), group.fingerprints()),
                  !added.isEmpty() || worse || due ? now : before.get().last());
      told.put(group.key(), after);
      if (!added.isEmpty() || worse) {
        grown.add(new Notice.Grown(group, added, after));
      } else if (due) {
        reminders.add(new Notice.Reminder(group, after));
      }
    }

    private void gap() {
      Optional<Told> before = Optional.ofNullable(told.get(Told.GAP));
      if (seen.complete()) {
        before.ifPresent(
            one -> {
              told.remove(Told.GAP);
              over.add(new Notice.Sighted(one, now));
            });
        return;
      }
      List<String> reasons = reasons(seen.report());
      boolean due =
          before.isPresent()
              && reminder
                  .filter(after -> !before.get().last().plus(after).isAfter(now))
                  .isPresent();
      if (before.isEmpty() || due) {
        Told one =
            before
                .map(known -> known.at(now))
                .orElseGet(
                    () -> new Told(Told.GAP, "", "", Severity.HIGH, now, now, List.of(), 0, ""));
        told.put(Told.GAP, one);
        opened.add(new Notice.Blind(reasons, one));
      }
    }

    private static List<String> reasons(Report report) {
      Set<String> reasons = new LinkedHashSet<>();
      report.problems().stream()
          .filter(problem -> problem.code().type() != Problem.Type.NOTE)
          .forEach(problem -> reasons.add(problem.message()));
      report.coverage().gaps(Set.of(Coverage.Need.DRIFT)).stream()
          .map(Coverage.Entry::reason)
          .filter(reason -> !reason.isEmpty())
          .forEach(reasons::add);
      return reasons.stream().collect(Collectors.toList());
    }
  }
}
