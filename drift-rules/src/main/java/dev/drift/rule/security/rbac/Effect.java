package dev.drift.rule.security.rbac;

import dev.drift.finding.Severity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Who may do more, and who less, than Git allows.
///
/// @param gained what each subject may do and may not by Git
/// @param lost what each subject may do by Git and may not
/// @param left what those that lost something may still do
public record Effect(
    Map<Subject, Rights> gained, Map<Subject, Rights> lost, Map<Subject, Rights> left) {
  private static final int SUBJECTS = 3;

  public Effect {
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

  /// "group dev may now read Secrets in trino; user alice may no longer …"; nothing where
  /// [#isNone].
  public String sentence() {
    Set<String> parts = new LinkedHashSet<>();
    Map<String, List<Subject>> more = byPhrase(gained, false);
    Map<String, List<Subject>> less = byPhrase(lost, true);
    more.forEach((what, who) -> parts.add("%s may now %s".formatted(names(who), what)));
    less.forEach((what, who) -> parts.add("%s may no longer %s".formatted(names(who), what)));
    List<String> told = parts.stream().limit(SUBJECTS).toList();
    String rest = parts.size() > SUBJECTS ? "; and others more or less, too" : "";
    return String.join("; ", told) + rest;
  }

  private Map<String, List<Subject>> byPhrase(Map<Subject, Rights> rights, boolean losing) {
    return rights.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                one ->
                    RightWords.phrase(one.getValue(), losing ? left(one.getKey()) : new Rights())
                        + (losing && one.getKey().kind() == Subject.Kind.USER
                            ? ", unless a group lets them"
                            : ""),
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
