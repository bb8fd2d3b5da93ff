package dev.drift.report.view;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.ResourceRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The findings of a report that have one thing in common: the way in which a resource is wrong.
///
/// @param resources with their findings, the worst first
public record Section(Kind kind, List<ResourceFindings> resources) {

  /// The kinds of sections, in the order that sections of equal severity have.
  public enum Kind {
    CHANGED("CHANGED", "in the cluster and in Git, with differences"),
    MISSING("MISSING", "in Git, not in the cluster"),
    UNMANAGED("UNMANAGED", "in the cluster, not in Git"),
    POSTURE("POSTURE", "risks and mistakes, whether or not they match Git");

    private final String title;
    private final String meaning;

    Kind(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    public String title() {
      return title;
    }

    static Kind of(Finding finding) {
      return switch (finding) {
        case Finding.Posture _ -> POSTURE;
        case Finding.Drift drift ->
            switch (drift.change()) {
              case MISSING -> MISSING;
              case UNMANAGED -> UNMANAGED;
              case CHANGED, REMOVED, ADDED, DEFAULT_CHANGED, REORDERED -> CHANGED;
            };
      };
    }
  }

  private static final Comparator<List<Finding>> WORST_FIRST =
      comparing(findings -> findings.getFirst().severity());

  public Section {
    resources = List.copyOf(resources);
  }

  /// How many resources there are, and what the section means.
  public String caption() {
    return Words.count(resources.size(), "resource") + ": " + kind.meaning;
  }

  /// The section with the worst finding first. Posture is not drift, so it comes last however
  /// severe it is.
  static List<Section> of(Report report) {
    Map<Kind, List<Finding>> sections =
        report.findings().stream()
            .collect(groupingBy(Kind::of, () -> new EnumMap<>(Kind.class), toList()));
    return sections.entrySet().stream()
        .sorted(
            comparing((Map.Entry<Kind, List<Finding>> e) -> e.getKey() == Kind.POSTURE)
                .thenComparing(Map.Entry::getValue, WORST_FIRST)
                .thenComparing(Map.Entry::getKey))
        .map(section -> of(section.getKey(), section.getValue(), report.run().startedAt()))
        .toList();
  }

  private static Section of(Kind kind, List<Finding> findings, Instant now) {
    Collection<List<Finding>> groups =
        new TreeMap<ResourceRef, List<Finding>>(
                findings.stream().collect(groupingBy(Finding::resource)))
            .values();
    return new Section(
        kind,
        groups.stream().sorted(WORST_FIRST).map(group -> ResourceFindings.of(group, now)).toList());
  }
}
