package dev.drift.finding;

import dev.drift.model.Cluster;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Source;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts a [Report] together by the names of its parts; what is not set is empty.
public final class ReportBuilder {
  private final Report.Run run;
  private final Coverage coverage;
  private Sides sides = Sides.GIT;
  private List<Source> sources = List.of();
  private Optional<Cluster> cluster = Optional.empty();
  private List<Report.ResourceVerdict> resources = List.of();
  private List<Finding> findings = List.of();
  private List<Report.Explained> explained = List.of();
  private List<Report.Ignored> ignored = List.of();
  private List<Report.OwnedElsewhere> ownedElsewhere = List.of();
  private SortedMap<GroupKind, Integer> outOfScope = new TreeMap<>();
  private List<Skipped> skipped = List.of();
  private List<Problem> problems = List.of();

  /// @param coverage must always be stated: without gaps, a run counts as complete
  ReportBuilder(Report.Run run, Coverage coverage) {
    this.run = run;
    this.coverage = coverage;
  }

  public ReportBuilder sides(Sides both) {
    sides = both;
    return this;
  }

  public ReportBuilder sources(List<Source> all) {
    sources = all;
    return this;
  }

  public ReportBuilder cluster(Cluster one) {
    cluster = Optional.of(one);
    return this;
  }

  public ReportBuilder resources(List<Report.ResourceVerdict> all) {
    resources = all;
    return this;
  }

  public ReportBuilder findings(List<Finding> all) {
    findings = all;
    return this;
  }

  public ReportBuilder explained(List<Report.Explained> all) {
    explained = all;
    return this;
  }

  public ReportBuilder ignored(List<Report.Ignored> all) {
    ignored = all;
    return this;
  }

  public ReportBuilder ownedElsewhere(List<Report.OwnedElsewhere> all) {
    ownedElsewhere = all;
    return this;
  }

  public ReportBuilder outOfScope(SortedMap<GroupKind, Integer> all) {
    outOfScope = all;
    return this;
  }

  public ReportBuilder skipped(List<Skipped> all) {
    skipped = all;
    return this;
  }

  public ReportBuilder problems(List<Problem> all) {
    problems = all;
    return this;
  }

  public Report build() {
    return new Report(
        run,
        sides,
        sources,
        cluster,
        coverage,
        resources,
        findings,
        new TreeMap<>(),
        explained,
        ignored,
        ownedElsewhere,
        outOfScope,
        skipped,
        problems);
  }
}
