package dev.drift.report;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.ResourceRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The findings of a text report: a section for each way in which a resource can be wrong, the
/// section with the worst finding first; in it the resources, again the worst first.
final class FindingSections {

  /// A section, in the order that sections of equal severity have.
  private enum Section {
    CHANGED("CHANGED", "in the cluster and in Git, with differences"),
    MISSING("MISSING", "in Git, not in the cluster"),
    UNMANAGED("UNMANAGED", "in the cluster, not in Git"),
    POSTURE("POSTURE", "risks and mistakes, whether or not they match Git");

    private final String title;
    private final String meaning;

    Section(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    static Section of(Finding finding) {
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

  private final Report report;
  private final Page page;

  FindingSections(Report report, Page page) {
    this.report = report;
    this.page = page;
  }

  void print() {
    Map<Section, List<Finding>> sections =
        report.findings().stream()
            .collect(groupingBy(Section::of, () -> new EnumMap<>(Section.class), toList()));
    // Posture is not drift, so it comes last however severe it is.
    sections.entrySet().stream()
        .sorted(
            comparing((Map.Entry<Section, List<Finding>> e) -> e.getKey() == Section.POSTURE)
                .thenComparing(Map.Entry::getValue, WORST_FIRST)
                .thenComparing(Map.Entry::getKey))
        .forEach(section -> print(section.getKey(), section.getValue()));
  }

  private void print(Section section, List<Finding> findings) {
    Collection<List<Finding>> groups =
        new TreeMap<ResourceRef, List<Finding>>(
                findings.stream().collect(groupingBy(Finding::resource)))
            .values();
    page.blank()
        .put(Tint.BOLD, section.title)
        .put(Tint.DIM, "  " + Words.count(groups.size(), "resource") + ": " + section.meaning)
        .end();
    FindingText text = new FindingText(report, page);
    groups.stream().sorted(WORST_FIRST).forEach(text::print);
  }
}
