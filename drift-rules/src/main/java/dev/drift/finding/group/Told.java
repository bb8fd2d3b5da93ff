package dev.drift.finding.group;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a channel was told of a group that is not over yet.
///
/// @param scope of the runs that know about it, see [Seen#scope]
/// @param title as it was last told
/// @param since when the group was first told
/// @param last when something was last told of it
/// @param members what is known to be open, sorted
/// @param issue its number, if the channel keeps issues; 0 for none
/// @param content a hash of what the issue says, to leave an issue alone that says it already
public record Told(
    String key,
    String scope,
    String title,
    Severity severity,
    Instant since,
    Instant last,
    List<Member> members,
    long issue,
    String content) {
  /// The key of what is told if a run could not see everything; it has no members.
  public static final String GAP = "incomplete";

  public Told {
    requireNonNull(key, "key is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(title, "title is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(since, "since is null");
    requireNonNull(last, "last is null");
    members = members.stream().sorted(Comparator.comparing(Member::fingerprint)).toList();
    requireNonNull(content, "content is null");
  }

  /// A group that is told for the first time.
  static Told first(FindingGroup group, String scope, Instant now) {
    return new Told(
        group.key(),
        scope,
        group.title(),
        group.severity(),
        now,
        now,
        group.findings().stream().map(Member::of).toList(),
        0,
        "");
  }

  /// The same with what is there now.
  ///
  /// @param unseen members that this run did not look at
  Told with(FindingGroup group, List<Member> unseen, Instant told) {
    List<Member> all = new ArrayList<>(group.findings().stream().map(Member::of).toList());
    all.addAll(unseen);
    return new Told(key, scope, group.title(), group.severity(), since, told, all, issue, content);
  }

  /// The same without members that are gone.
  Told with(List<Member> left) {
    return new Told(key, scope, title, severity, since, last, left, issue, content);
  }

  /// The same, told again.
  Told at(Instant now) {
    return new Told(key, scope, title, severity, since, now, members, issue, content);
  }

  /// The same, kept as an issue.
  public Told as(long number, String said) {
    return new Told(key, scope, title, severity, since, last, members, number, said);
  }

  Set<String> fingerprints() {
    Set<String> all = new HashSet<>();
    members.forEach(member -> all.add(member.fingerprint()));
    return all;
  }
}
