package dev.drift.report.view;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.Report;
import dev.drift.model.KindCoverage.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a run could not read, in rows for people: gaps with the same reason share a row.
final class CoverageGaps {
  /// All that the text shows; attribution has its own words at each finding.
  private static final Set<Need> NEEDS = Set.of(Need.DRIFT, Need.POSTURE);

  private static final int NAMES = 12;

  private CoverageGaps() {}

  static List<String> rows(Report report) {
    List<Coverage.Entry> gaps = report.coverage().gaps(NEEDS);
    List<String> rows = new ArrayList<>();
    SortedSet<String> forbidden = new TreeSet<>();
    SortedSet<String> rules = new TreeSet<>();
    List<String> ofRules = new ArrayList<>();
    String firstReason = "";
    for (Coverage.Entry gap : gaps) {
      switch (gap.subject()) {
        case Coverage.Subject.Kind(String _, String kind) when gap.status() == Status.FORBIDDEN -> {
          firstReason = forbidden.isEmpty() ? gap.reason() : firstReason;
          forbidden.add(kind);
        }
        case Coverage.Subject.Kind(String apiVersion, String kind) ->
            rows.add("%s (%s): %s".formatted(kind, apiVersion, gap.reason()));
        case Coverage.Subject.Observer(String name) ->
            rows.add("%s: %s".formatted(name, gap.reason()));
        case Coverage.Subject.Files(String path, String what) ->
            rows.add("%s (%s): %s".formatted(path, what, gap.reason()));
        case Coverage.Subject.Rules(SortedSet<String> codes) -> {
          rules.addAll(codes);
          ofRules.add(gap.reason());
        }
        case Coverage.Subject.Resources _ -> {} // The section UNKNOWN names them.
      }
    }
    if (forbidden.size() == 1) {
      rows.addFirst(firstReason + permission(report));
    } else if (!forbidden.isEmpty()) {
      rows.addFirst(
          "No permission to read %d kinds: %s. For example, %s%s"
              .formatted(forbidden.size(), some(forbidden), firstReason, permission(report)));
    }
    if (ofRules.size() > 3) {
      rows.add(
          "Skipped %d rules, because kinds that they need could not be read: %s."
              .formatted(rules.size(), some(rules)));
    } else {
      rows.addAll(ofRules);
    }
    return rows;
  }

  private static String permission(Report report) {
    if (report.sides().areClusters()) {
      return " Allow listing it in that cluster.";
    }
    return " To allow it, apply the role that `drift rbac` prints for this run.";
  }

  private static String some(SortedSet<String> names) {
    int more = names.size() - NAMES;
    return names.stream().limit(NAMES).collect(joining(", "))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
