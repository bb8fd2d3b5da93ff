package dev.drift.finding;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Cluster;
import dev.drift.model.KindCoverage;
import dev.drift.model.Path;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Source;
import dev.drift.model.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// All that one run has to say; `docs/report.schema.json` describes its JSON form.
///
/// @param cluster empty where the run ended before the cluster was known
/// @param resources sorted
/// @param findings the worst first
public record Report(
    Run run,
    List<Source> sources,
    Optional<Cluster> cluster,
    Coverage coverage,
    List<Judged> resources,
    List<Finding> findings,
    List<Explained> explained,
    List<Ignored> ignored,
    List<Skipped> skipped,
    List<Problem> problems) {

  /// @param id unique
  /// @param version of Drift
  public record Run(String id, Instant startedAt, Instant finishedAt, String version) {
    public Run {
      requireNonNull(id, "id is null");
      requireNonNull(startedAt, "startedAt is null");
      requireNonNull(finishedAt, "finishedAt is null");
      requireNonNull(version, "version is null");
    }
  }

  /// What was looked at.
  ///
  /// @param complete whether everything that should be read was read and compared
  public record Coverage(
      boolean complete, List<KindCoverage> kinds, List<ObserverCoverage> observers) {
    public Coverage {
      kinds = List.copyOf(kinds);
      observers = List.copyOf(observers);
    }
  }

  /// Whether a source of truth beside the API server was read.
  public record ObserverCoverage(String name, KindCoverage.Status status, String reason) {}

  /// A resource and its verdict.
  public record Judged(ResourceRef resource, Verdict verdict) implements Comparable<Judged> {
    @Override
    public int compareTo(Judged other) {
      return resource.compareTo(other.resource);
    }
  }

  /// A difference that something accounts for.
  ///
  /// @param explanation a sentence
  public record Explained(ResourceRef resource, Path path, String explanation) {}

  /// A difference that a policy tells to leave alone.
  ///
  /// @param owner whom to ask
  public record Ignored(
      ResourceRef resource,
      Path path,
      String policy,
      String reason,
      String owner,
      Optional<LocalDate> expires) {
    /// Who says so, and why.
    public String sentence() {
      return "%s, says policy %s (owner %s)%s"
          .formatted(reason, policy, owner, expires.map(until -> ", until " + until).orElse(""));
    }
  }

  public Report {
    requireNonNull(run, "run is null");
    sources = List.copyOf(sources);
    requireNonNull(cluster, "cluster is null");
    requireNonNull(coverage, "coverage is null");
    resources = resources.stream().sorted().toList();
    findings = findings.stream().sorted().toList();
    explained = List.copyOf(explained);
    ignored = List.copyOf(ignored);
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }

  public long count(Verdict verdict) {
    return resources.stream().filter(r -> r.verdict() == verdict).count();
  }

  public List<Finding.Drift> drift() {
    return findings.stream()
        .filter(Finding.Drift.class::isInstance)
        .map(Finding.Drift.class::cast)
        .toList();
  }

  public List<Finding.Posture> posture() {
    return findings.stream()
        .filter(Finding.Posture.class::isInstance)
        .map(Finding.Posture.class::cast)
        .toList();
  }

  /// What the process tells its caller.
  ///
  /// @param failOn what gives 1
  public ExitCode exitCode(FailOn failOn) {
    if (has(Problem.Type.FAILURE)) {
      return ExitCode.FAILURE;
    }
    if (has(Problem.Type.INPUT)) {
      return ExitCode.INVALID_INPUT;
    }
    if (findings.stream().anyMatch(failOn::concerns)) {
      return ExitCode.DRIFT;
    }
    return coverage.complete() ? ExitCode.IN_SYNC : ExitCode.INCOMPLETE;
  }

  private boolean has(Problem.Type type) {
    return problems.stream().anyMatch(problem -> problem.code().type() == type);
  }
}
