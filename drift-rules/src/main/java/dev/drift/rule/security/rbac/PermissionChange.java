package dev.drift.rule.security.rbac;

import dev.drift.finding.Severity;
import dev.drift.model.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Who may do more, and who less, than Git allows.
///
/// @param through of a binding: the role that it gives; a sentence about a role need not name it
/// @param gained what each subject may do and may not by Git
/// @param lost what each subject may do by Git and may not
/// @param left what those that lost something may still do
public record PermissionChange(
    Optional<ResourceId> through,
    Map<Subject, Rights> gained,
    Map<Subject, Rights> lost,
    Map<Subject, Rights> left) {
  private static final int SUBJECTS = 3;

  public PermissionChange {
    gained = new TreeMap<>(gained);
    lost = new TreeMap<>(lost);
    left = new TreeMap<>(left);
  }

  public boolean isNone() {
    return gained.isEmpty() && lost.isEmpty();
  }

  public boolean widens() {
    return !gained.isEmpty();
  }

  /// At least HIGH where somebody may do more; MEDIUM where some may do less; else LOW.
  public Severity severity() {
    if (gained.isEmpty()) {
      return lost.isEmpty() ? Severity.LOW : Severity.MEDIUM;
    }
    boolean everybody = gained.keySet().stream().anyMatch(Subject::isEverybody);
    Severity worst =
        gained.values().stream()
            .flatMap(rights -> rights.all().stream())
            .map(Danger::of)
            .min(Comparator.naturalOrder())
            .orElse(Severity.HIGH);
    boolean critical = worst == Severity.CRITICAL || (everybody && worst == Severity.HIGH);
    return critical ? Severity.CRITICAL : Severity.HIGH;
  }

  /// "through ClusterRole view, group dev may now read Pods in trino; user alice may no longer …";
  /// nothing where [#isNone].
  public String sentence() {
    List<String> parts = new ArrayList<>();
    who(gained, false).forEach((what, who) -> parts.add(may(who, "now", what.shortened())));
    who(lost, true).forEach((what, who) -> parts.add(may(who, "no longer", what.shortened())));
    List<String> listed = parts.stream().distinct().limit(SUBJECTS).toList();
    String rest = parts.size() > SUBJECTS ? "; permissions of other subjects change, too" : "";
    return role() + String.join("; ", listed) + rest;
  }

  /// All that the sentence shortens, a line for each thing that somebody may do.
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    who(gained, false)
        .forEach((what, who) -> what.all().forEach(one -> lines.add(may(who, "now", one))));
    who(lost, true)
        .forEach((what, who) -> what.all().forEach(one -> lines.add(may(who, "no longer", one))));
    return lines;
  }

  private String role() {
    return isNone() ? "" : through.map("through %s, "::formatted).orElse("");
  }

  private static String may(List<Subject> who, String now, String what) {
    return "%s may %s %s".formatted(names(who), now, what);
  }

  /// Subjects by what they may do.
  private Map<RightWords, List<Subject>> who(Map<Subject, Rights> rights, boolean losing) {
    return rights.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                one -> {
                  Rights still = losing ? left(one.getKey()) : new Rights();
                  RightWords words = RightWords.of(one.getValue(), still);
                  return losing && one.getKey().kind() == Subject.Kind.USER
                      ? words.followedBy(", unless a group grants it")
                      : words;
                },
                LinkedHashMap::new,
                Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
  }

  private Rights left(Subject subject) {
    return left.getOrDefault(subject, new Rights());
  }

  private static String names(List<Subject> subjects) {
    List<String> names = subjects.stream().limit(SUBJECTS).map(Subject::toString).toList();
    return subjects.size() > SUBJECTS
        ? "%s and %d more".formatted(String.join(", ", names), subjects.size() - SUBJECTS)
        : RightWords.and(names);
  }
}
