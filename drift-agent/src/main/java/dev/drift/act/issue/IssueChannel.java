package dev.drift.act.issue;

import dev.drift.act.text.RunText;
import dev.drift.finding.Finding;
import dev.drift.finding.group.Briefing;
import dev.drift.finding.group.FindingGroup;
import dev.drift.finding.group.Notice;
import dev.drift.finding.group.Seen;
import dev.drift.finding.group.Told;
import dev.drift.forge.issue.Issue;
import dev.drift.forge.issue.IssueAnswer;
import dev.drift.forge.issue.IssueTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Keeps one issue for each group of findings.
///
/// What is in the issues is the truth, and what is on disk spares requests. Before an issue is
/// opened, all issues with the label are read, so that one of the same group is found again: after
/// the disk was lost, after a process that was killed, and after an answer that did not arrive.
///
/// An issue that a person closed is left closed until the findings are gone.
public final class IssueChannel {
  private final IssueTracker tracker;
  private final IssueText text;
  private final boolean closes;
  private final Optional<Duration> reminder;
  private final Consumer<SortedMap<String, Told>> saved;
  private final List<String> problems = new ArrayList<>();
  private SortedMap<String, Told> told = new TreeMap<>();

  /// @param findings how many an issue lists at most
  /// @param closes whether issues are closed when the findings are gone
  /// @param reminder after which time a comment says that findings are still there
  /// @param saved keeps what the issues say, after each change
  public IssueChannel(
      IssueTracker tracker,
      RunText run,
      int findings,
      boolean closes,
      Optional<Duration> reminder,
      Consumer<SortedMap<String, Told>> saved) {
    this.tracker = tracker;
    this.text = new IssueText(run, findings, tracker.longestBody());
    this.closes = closes;
    this.reminder = reminder;
    this.saved = saved;
  }

  /// Makes the issues say what the run found.
  ///
  /// @param before what the issues said; empty if it is not known, so that they are read
  /// @param acts what Drift did about findings, by fingerprint
  /// @return what went wrong: second halves of sentences
  public List<String> announce(
      Seen seen,
      List<Finding> findings,
      Optional<SortedMap<String, Told>> before,
      Map<String, String> acts,
      Instant now) {
    told = before.isPresent() ? new TreeMap<>(before.get()) : new TreeMap<>();
    Briefing briefing = briefing(seen, findings, now);
    FoundIssues found = FoundIssues.NONE;
    if (before.isEmpty() || briefing.notices().stream().anyMatch(Notice.Opened.class::isInstance)) {
      switch (tracker.all()) {
        case IssueAnswer.Done<List<Issue>>(List<Issue> all) -> {
          found = FoundIssues.of(all, seen.scope(), findings, now);
          found.open().forEach((key, one) -> told.putIfAbsent(key, one));
          briefing = briefing(seen, findings, now);
        }
        case IssueAnswer.NotDone<List<Issue>>(_, String why) -> {
          return List.of("its issues could not be read: " + why);
        }
        case IssueAnswer.Unknown<List<Issue>>(String why) -> {
          return List.of("its issues could not be read: " + why);
        }
      }
    }
    for (FindingGroup group : briefing.groups()) {
      keep(group, briefing.of(group), found, acts);
    }
    for (Notice notice : briefing.notices()) {
      switch (notice) {
        case Notice.Reminder(FindingGroup group, Told one) -> remind(group, one);
        case Notice.Resolved(Told one, Instant at) -> resolve(one, at);
        case Notice.Opened _, Notice.Grown _ -> {}
        // An issue is about findings; that a run could not see everything is in its report.
        case Notice.Blind _, Notice.Sighted _ -> {}
      }
    }
    keepAbsent(briefing);
    return problems;
  }

  private Briefing briefing(Seen seen, List<Finding> findings, Instant now) {
    return Briefing.of(seen, findings, told, reminder, now);
  }

  private Optional<Told> known(String key) {
    return Optional.ofNullable(told.get(key)).filter(one -> one.issue() > 0);
  }

  /// Opens or updates the issue of a group that is there.
  private void keep(FindingGroup group, Told one, FoundIssues found, Map<String, String> acts) {
    String block = text.open(group, one, acts);
    if (one.issue() == 0) {
      open(group, one, block, found);
    } else if (one.content().equals(FoundIssues.CLOSED) || one.content().equals(hash(block))) {
      save(one);
    } else {
      update(one, IssueText.title(group.title()), block, Optional.empty());
    }
  }

  private void open(FindingGroup group, Told one, String block, FoundIssues found) {
    String title = IssueText.title(group.title());
    Optional<Issue> earlier = found.resolved(group.key());
    if (earlier.isPresent()) {
      update(one.as(earlier.get().number(), ""), title, block, Optional.of(true));
      return;
    }
    switch (tracker.create(title, block)) {
      case IssueAnswer.Done<Issue>(Issue issue) -> save(one.as(issue.number(), hash(block)));
      case IssueAnswer.NotDone<Issue>(_, String why) ->
          problems.add("an issue could not be opened: " + why);
      case IssueAnswer.Unknown<Issue>(String why) -> lookAgain(one, block, why);
    }
  }

  /// The issue may have been opened. If it is not found now, the next run looks again before it
  /// opens one.
  private void lookAgain(Told one, String block, String why) {
    if (tracker.all() instanceof IssueAnswer.Done<List<Issue>>(List<Issue> all)) {
      Optional<Issue> found =
          all.stream()
              .filter(issue -> issue.open() && FoundIssues.isOf(issue, one.key()))
              .findFirst();
      if (found.isPresent()) {
        save(one.as(found.get().number(), hash(block)));
        return;
      }
    }
    problems.add("it is not known whether an issue was opened: %s".formatted(why));
  }

  /// What people wrote into the issue meanwhile stays, so it is read first.
  ///
  /// @param open whether to open or close it; empty to leave it closed if a person closed it
  private boolean update(Told one, String title, String block, Optional<Boolean> open) {
    switch (tracker.get(one.issue())) {
      case IssueAnswer.Done<Issue>(Issue issue) -> {
        if (open.isEmpty() && !issue.open()) {
          save(one.as(one.issue(), FoundIssues.CLOSED));
          return true;
        }
        return write(one, issue, title, block, open.filter(it -> it != issue.open()));
      }
      case IssueAnswer.NotDone<Issue>(int status, String why) -> {
        problems.add("issue %d could not be read: %s".formatted(one.issue(), why));
        if (status == 404 || status == 410) {
          forget(one.key()); // Deleted, so that the next run opens another one.
        }
        return false;
      }
      case IssueAnswer.Unknown<Issue>(String why) -> {
        problems.add("issue %d could not be read: %s".formatted(one.issue(), why));
        return false;
      }
    }
  }

  private boolean write(Told one, Issue issue, String title, String block, Optional<Boolean> open) {
    String body = Marker.replaced(issue.body(), block);
    if (body.length() > tracker.longestBody()) {
      body = block;
    }
    return switch (tracker.update(one.issue(), title, body, open)) {
      case IssueAnswer.Done<Issue> _ -> {
        save(one.as(one.issue(), hash(block)));
        yield true;
      }
      case IssueAnswer.NotDone<Issue>(_, String why) -> {
        problems.add("issue %d could not be updated: %s".formatted(one.issue(), why));
        yield false;
      }
      case IssueAnswer.Unknown<Issue>(String why) -> {
        problems.add("issue %d could not be updated: %s".formatted(one.issue(), why));
        yield false;
      }
    };
  }

  /// At most once: a reminder whose answer is lost is not repeated.
  private void remind(FindingGroup group, Told one) {
    Optional<Told> kept = known(one.key());
    if (kept.isEmpty() || kept.get().content().equals(FoundIssues.CLOSED)) {
      return;
    }
    switch (tracker.comment(kept.get().issue(), text.reminder(group, one))) {
      case IssueAnswer.Done<Long> _, IssueAnswer.Unknown<Long> _ -> {}
      case IssueAnswer.NotDone<Long>(_, String why) ->
          problems.add("issue %d could not be commented: %s".formatted(kept.get().issue(), why));
    }
  }

  private void resolve(Told one, Instant at) {
    if (one.issue() == 0) {
      forget(one.key());
      return;
    }
    Optional<Boolean> open = closes ? Optional.of(false) : Optional.empty();
    if (update(one, IssueText.title(one.title()), text.resolved(one, at), open)) {
      forget(one.key());
    }
  }

  /// Groups that no finding of this run is of, and that are not known to be gone.
  private void keepAbsent(Briefing briefing) {
    briefing
        .told()
        .forEach(
            (key, one) -> {
              if (told.containsKey(key)
                  && briefing.groups().stream().noneMatch(group -> group.key().equals(key))) {
                told.put(key, one);
              }
            });
    saved.accept(told);
  }

  private void save(Told one) {
    told.put(one.key(), one);
    saved.accept(told);
  }

  private void forget(String key) {
    told.remove(key);
    saved.accept(told);
  }

  private static String hash(String block) {
    return Integer.toHexString(block.hashCode());
  }
}
