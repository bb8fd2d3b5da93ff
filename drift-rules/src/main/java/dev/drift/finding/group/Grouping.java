package dev.drift.finding.group;

import dev.drift.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts findings of one cause together, so that hundreds of findings are a few messages.
///
/// A finding that was announced stays in its group: who looks at an issue finds there tomorrow what
/// is there today, even if better attribution would group it differently by now.
public final class Grouping {
  /// A rule that so many objects break is one cause; fewer are looked at object by object.
  static final int MANY_OBJECTS = 5;

  /// With more groups of single objects than this, they are put together by category.
  static final int MOST_GROUPS = 20;

  private static final String KUBECTL = "kubectl";

  private final String scope;
  private final Map<String, String> known;
  private final Map<String, List<Finding>> groups = new LinkedHashMap<>();

  private Grouping(String scope, Map<String, String> known) {
    this.scope = scope;
    this.known = known;
  }

  /// The worst group first.
  ///
  /// @param scope which cluster and sources the findings are of, see [Seen]
  /// @param known the key of the group of each fingerprint that was announced
  public static List<FindingGroup> of(
      String scope, List<Finding> findings, Map<String, String> known) {
    Grouping grouping = new Grouping(scope, known);
    grouping.addAll(findings);
    return grouping.groups.entrySet().stream()
        .map(group -> new FindingGroup(group.getKey(), group.getValue()))
        .sorted(
            Comparator.comparing(FindingGroup::severity)
                .thenComparing(group -> group.findings().getFirst()))
        .toList();
  }

  private void addAll(List<Finding> findings) {
    List<Finding> unknown = new ArrayList<>();
    for (Finding finding : findings) {
      String key = known.get(finding.fingerprint());
      if (key == null) {
        unknown.add(finding);
      } else {
        add(key, finding);
      }
    }
    addByObject(addByRule(unknown));
  }

  /// @return what is of no rule that many objects break
  private List<Finding> addByRule(List<Finding> findings) {
    List<Finding> rest = new ArrayList<>();
    Set<String> open = Set.copyOf(known.values());
    findings.stream()
        .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (rule, broken) -> {
              String key = GroupKey.ofRule(scope, rule);
              long objects = broken.stream().map(Finding::resource).distinct().count();
              if (objects >= MANY_OBJECTS || open.contains(key)) {
                broken.forEach(finding -> add(key, finding));
              } else {
                rest.addAll(broken);
              }
            });
    return rest;
  }

  private void addByObject(List<Finding> findings) {
    Map<String, List<Finding>> byObject =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    finding -> GroupKey.ofObject(scope, finding.resource().id(), actor(finding)),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Set<String> open = Set.copyOf(known.values());
    long fresh = byObject.keySet().stream().filter(key -> !open.contains(key)).count();
    byObject.forEach(
        (key, some) -> {
          boolean folded = fresh > MOST_GROUPS && !open.contains(key);
          for (Finding finding : some) {
            add(folded ? GroupKey.ofCategory(scope, finding.category()) : key, finding);
          }
        });
  }

  private void add(String key, Finding finding) {
    groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(finding);
  }

  /// A person if one is known, else a tool. Posture is nobody's: it is in Git, too.
  private static String actor(Finding finding) {
    return switch (finding) {
      case Finding.Drift drift ->
          drift.attribution().user().orElseGet(() -> tool(drift.attribution().manager()));
      case Finding.Posture _ -> "";
    };
  }

  /// `kubectl-edit` and `kubectl-set` are one tool, in one hand.
  private static String tool(String manager) {
    return manager.startsWith(KUBECTL) ? KUBECTL : manager;
  }
}
