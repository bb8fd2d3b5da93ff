package dev.drift.act.issue;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.finding.group.Member;
import dev.drift.finding.group.Told;
import dev.drift.forge.issue.Issue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Issues of a forge that a marker names as Drift's.
///
/// @param open what they say, by the key of their group; an issue that a person closed is among
///     them
/// @param resolved those that Drift closed, the oldest first
record FoundIssues(SortedMap<String, Told> open, List<Issue> resolved) {
  /// In place of the hash of what an issue says: a person closed it.
  static final String CLOSED = "closed";

  static final FoundIssues NONE = new FoundIssues(new TreeMap<>(), List.of());

  FoundIssues {
    open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
    resolved = List.copyOf(resolved);
  }

  /// @param all issues with the label, the oldest first
  /// @param scope only issues of these runs count, see [dev.drift.finding.group.Seen#scope]
  /// @param findings of this run
  static FoundIssues of(List<Issue> all, String scope, List<Finding> findings, Instant now) {
    SortedMap<String, Told> open = new TreeMap<>();
    List<Issue> resolved = new ArrayList<>();
    for (Issue issue : all) {
      Optional<Marker> marker = Marker.in(issue.body()).filter(it -> it.scope().equals(scope));
      if (marker.isEmpty()) {
        continue;
      }
      if (marker.get().resolved()) {
        resolved.add(issue);
      } else {
        // The oldest, if two agents opened one at the same time.
        open.putIfAbsent(marker.get().key(), told(marker.get(), issue, findings, now));
      }
    }
    return new FoundIssues(open, resolved);
  }

  /// The issue of a group that Drift closed last.
  Optional<Issue> resolved(String key) {
    return resolved.stream().filter(issue -> isOf(issue, key)).reduce((_, last) -> last);
  }

  static boolean isOf(Issue issue, String key) {
    return Marker.in(issue.body()).filter(marker -> marker.key().equals(key)).isPresent();
  }

  private static Told told(Marker marker, Issue issue, List<Finding> findings, Instant now) {
    List<Member> members = new ArrayList<>();
    for (String start : marker.fingerprints()) {
      Optional<Finding> finding =
          findings.stream().filter(it -> it.fingerprint().startsWith(start)).findFirst();
      members.add(finding.map(Member::of).orElseGet(() -> Member.of(start)));
    }
    return new Told(
        marker.key(),
        marker.scope(),
        issue.title().replaceFirst("^Drift: ", ""),
        Severity.CRITICAL,
        marker.since(),
        now,
        members,
        issue.number(),
        issue.open() ? "" : CLOSED);
  }
}
