package dev.drift.store;

import dev.drift.finding.Attribution;
import dev.drift.finding.Category;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Fingerprint;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Cluster;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Source;
import dev.drift.model.value.Path;
import dev.drift.secret.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs, as short as tests want them: each an hour long, of one target.
public final class Runs {
  public static final Cluster PROD =
      new Cluster(
          "https://10.0.0.1:6443", "v1.36.3", "prod", "7d1f0c7e-3f57-4d53-9f0e-0d6f2f6f1c55");

  private Runs() {}

  public static ResourceRef deployment(String namespace, String name) {
    return new ResourceRef(
        "apps/v1", new ResourceId(new GroupKind("apps", "Deployment"), namespace, name));
  }

  public static Finding.Drift drift(String namespace, String name, Severity severity) {
    ResourceRef resource = deployment(namespace, name);
    Path path = Path.parse("spec.replicas");
    return new Finding.Drift(
        Fingerprint.ofDrift(PROD.uid(), resource.id(), path),
        "SCL001",
        Category.SCALING,
        severity,
        Change.CHANGED,
        resource,
        path,
        new Shown.Absent(),
        new Shown.Absent(),
        List.of(),
        "Git asks for 3 replicas, and 1 runs.",
        "Scale it back.",
        Optional.empty(),
        Optional.empty(),
        new Attribution(
            "kubectl-edit",
            "Update",
            Optional.of(Instant.parse("2026-11-20T08:30:00Z")),
            Attribution.Confidence.HINT));
  }

  public static Finding.Posture posture(String namespace, String name, String rule) {
    ResourceRef resource = deployment(namespace, name);
    Path path = Path.parse("spec");
    return new Finding.Posture(
        Fingerprint.ofPosture(PROD.uid(), resource.id(), path, rule),
        rule,
        Category.SECURITY,
        Severity.HIGH,
        resource,
        path,
        new Shown.Absent(),
        "The container runs as root.",
        "Set runAsNonRoot.",
        Optional.empty());
  }

  /// One run, which saw everything unless it says something else.
  public static final class Builder {
    private final String id;
    private final Instant start;
    private final Map<ResourceRef, Verdict> verdicts = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Coverage.Entry> gaps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<RunRecord.DoneAct> acts = new ArrayList<>();
    private final List<Finding> undone = new ArrayList<>();
    private Set<String> namespaces = Set.of();
    private Set<String> blind = Set.of();
    private Cluster cluster = PROD;
    private boolean reached = true;

    Builder(String start) {
      this.id = "run-" + start;
      this.start = Instant.parse(start);
    }

    public Builder finds(Finding... found) {
      for (Finding finding : found) {
        findings.add(finding);
        verdicts.put(
            finding.resource(),
            finding instanceof Finding.Drift ? Verdict.DRIFTED : Verdict.IN_SYNC);
      }
      return this;
    }

    public Builder inSync(ResourceRef resource) {
      verdicts.put(resource, Verdict.IN_SYNC);
      return this;
    }

    public Builder unknown(ResourceRef resource) {
      verdicts.put(resource, Verdict.UNKNOWN);
      return this;
    }

    public Builder blindFor(String rule, KindCoverage.Status status) {
      gaps.add(
          new Coverage.Entry(
              new Coverage.Subject.Rules(new java.util.TreeSet<>(Set.of(rule))),
              status,
              status == KindCoverage.Status.LEFT_OUT ? Set.of() : Set.of(Coverage.Need.POSTURE),
              0,
              "Skipped " + rule + "."));
      return this;
    }

    public Builder cannotRead(String kind) {
      gaps.add(
          new Coverage.Entry(
              new Coverage.Subject.Kind("v1", kind),
              KindCoverage.Status.FORBIDDEN,
              Set.of(Coverage.Need.DRIFT),
              0,
              kind + " may not be listed."));
      return this;
    }

    public Builder only(String... some) {
      namespaces = Set.of(some);
      return this;
    }

    public Builder withoutRules(String... rules) {
      blind = Set.of(rules);
      return this;
    }

    public Builder of(Cluster other) {
      cluster = other;
      return this;
    }

    public Builder reporting(Problem problem) {
      problems.add(problem);
      return this;
    }

    public Builder failing(Problem problem) {
      problems.add(problem);
      reached = false;
      return this;
    }

    public Builder undoes(Finding finding, String outcome) {
      undone.add(finding);
      verdicts.putIfAbsent(finding.resource(), Verdict.IN_SYNC);
      acts.add(
          new RunRecord.DoneAct(
              "patch",
              finding.resource(),
              outcome,
              "spec.replicas is 3 again.",
              Set.of(finding.fingerprint())));
      return this;
    }

    public Report report() {
      var report =
          Report.of(new Report.Run(id, start, start.plusSeconds(60), "1.0.0"), new Coverage(gaps))
              .sources(
                  List.of(
                      new Source(
                          "https://git.example.com/shop.git",
                          Optional.of("main"),
                          Optional.of("0123456789012345678901234567890123456789"),
                          List.of("clusters/prod"),
                          "plain",
                          List.of())))
              .problems(problems);
      if (reached) {
        report
            .cluster(cluster)
            .findings(findings)
            .resources(
                verdicts.entrySet().stream()
                    .map(it -> new Report.ResourceVerdict(it.getKey(), it.getValue()))
                    .toList());
      }
      return report.build();
    }

    public RunRecord record() {
      Report report = report();
      return new RunRecord(
          Target.of(cluster, report.sources()), report, namespaces, blind, undone, acts);
    }
  }

  /// @param start of the run, which takes a minute
  public static Builder at(String start) {
    return new Builder(start);
  }
}
