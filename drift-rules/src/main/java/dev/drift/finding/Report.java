package dev.drift.finding;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Cluster;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Source;
import dev.drift.model.value.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All that one run has to say; `docs/report.schema.json` describes its JSON form.
///
/// @param sides what the two sides are called
/// @param cluster empty if the run ended before the cluster was known
/// @param resources sorted
/// @param findings the worst first
/// @param ownedElsewhere live objects that other deployers own, sorted
/// @param accepted findings that a baseline accepts, by fingerprint
/// @param outOfScope how many undeclared objects of each kind the scope leaves out
public record Report(
    Run run,
    Sides sides,
    List<Source> sources,
    Optional<Cluster> cluster,
    Coverage coverage,
    List<ResourceVerdict> resources,
    List<Finding> findings,
    SortedMap<String, Accepted> accepted,
    List<Explained> explained,
    List<Ignored> ignored,
    List<OwnedElsewhere> ownedElsewhere,
    SortedMap<GroupKind, Integer> outOfScope,
    List<Skipped> skipped,
    List<Problem> problems) {

  /// @param id unique
  /// @param finishedAt never before it started, even if the clock was set back meanwhile
  /// @param version of Drift
  public record Run(String id, Instant startedAt, Instant finishedAt, String version) {
    public Run {
      requireNonNull(id, "id is null");
      requireNonNull(startedAt, "startedAt is null");
      requireNonNull(finishedAt, "finishedAt is null");
      finishedAt = finishedAt.isBefore(startedAt) ? startedAt : finishedAt;
      requireNonNull(version, "version is null");
    }

    /// On which it started, in UTC.
    public LocalDate day() {
      return LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    }
  }

  /// A resource and its verdict.
  public record ResourceVerdict(ResourceRef resource, Verdict verdict)
      implements Comparable<ResourceVerdict> {
    @Override
    public int compareTo(ResourceVerdict other) {
      return resource.compareTo(other.resource);
    }
  }

  /// A difference that something accounts for.
  ///
  /// @param explanation a sentence
  public record Explained(ResourceRef resource, Path path, String explanation) {}

  /// A live object of the scope that another deployer demonstrably owns: no drift.
  ///
  /// @param owner such as `Helm release monitoring/grafana`
  /// @param evidence what proves it
  public record OwnedElsewhere(ResourceRef resource, String owner, String evidence) {}

  /// A difference that a policy ignores.
  ///
  /// @param owner whom to ask
  public record Ignored(
      ResourceRef resource,
      Path path,
      String policy,
      String reason,
      String owner,
      Optional<LocalDate> expires) {
    /// The reason, and who is responsible for it.
    public String sentence() {
      return "%s (policy %s; owner %s%s)"
          .formatted(reason, policy, owner, expires.map(until -> "; until " + until).orElse(""));
    }
  }

  /// What a baseline says of a finding that it accepts.
  ///
  /// @param owner whom to ask
  /// @param expires the last day on which it is accepted
  public record Accepted(String reason, String owner, LocalDate expires) {
    /// The reason, and who is responsible for it.
    public String sentence() {
      return "%s (owner %s; until %s)".formatted(reason, owner, expires);
    }
  }

  public Report {
    requireNonNull(run, "run is null");
    requireNonNull(sides, "sides is null");
    sources = List.copyOf(sources);
    requireNonNull(cluster, "cluster is null");
    requireNonNull(coverage, "coverage is null");
    resources = resources.stream().sorted().toList();
    findings = findings.stream().sorted().toList();
    accepted = Collections.unmodifiableSortedMap(new TreeMap<>(accepted));
    explained = List.copyOf(explained);
    ignored = List.copyOf(ignored);
    ownedElsewhere =
        ownedElsewhere.stream()
            .sorted(
                Comparator.comparing(OwnedElsewhere::owner).thenComparing(OwnedElsewhere::resource))
            .toList();
    outOfScope = Collections.unmodifiableSortedMap(new TreeMap<>(outOfScope));
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }

  public static ReportBuilder of(Run run, Coverage coverage) {
    return new ReportBuilder(run, coverage);
  }

  public long count(Verdict verdict) {
    return resources.stream().filter(r -> r.verdict() == verdict).count();
  }

  /// Findings that no baseline accepts.
  public List<Finding> fresh() {
    return accepted.isEmpty()
        ? findings
        : findings.stream().filter(it -> !accepted.containsKey(it.fingerprint())).toList();
  }

  /// Whether a finding makes the run end with 1.
  public boolean fails(Finding finding, FailOn failOn) {
    return failOn.concerns(finding) && !accepted.containsKey(finding.fingerprint());
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

  /// Whether everything was seen that it takes to say that nothing fails this run.
  public boolean complete(FailOn failOn) {
    return coverage.complete(failOn.needs()) && count(Verdict.UNKNOWN) == 0;
  }

  /// The exit code of the process.
  ///
  /// @param failOn what gives 1
  public ExitCode exitCode(FailOn failOn) {
    if (hasFailed()) {
      return ExitCode.FAILURE;
    }
    // One invalid file must not hide the drift of what is valid; the report states both.
    if (findings.stream().anyMatch(it -> fails(it, failOn))) {
      return ExitCode.DRIFT;
    }
    if (isUnrecorded()) {
      return ExitCode.FAILURE;
    }
    if (has(Problem.Type.INPUT)) {
      return ExitCode.INVALID_INPUT;
    }
    return complete(failOn) && !isUnannounced() ? ExitCode.IN_SYNC : ExitCode.INCOMPLETE;
  }

  /// Whether a channel could not be told of the run.
  public boolean isUnannounced() {
    return problems.stream().anyMatch(problem -> problem.code() == Problem.Code.CHANNEL_FAILED);
  }

  /// Whether the run could not be recorded. What was compared is known all the same, so drift goes
  /// first.
  public boolean isUnrecorded() {
    return problems.stream().anyMatch(problem -> problem.code() == Problem.Code.STORE_FAILED);
  }

  /// Whether Git or the cluster could not be read, or Drift failed. A store that fails does not
  /// count: what was compared is known.
  public boolean hasFailed() {
    return problems.stream()
        .anyMatch(
            problem ->
                problem.code().type() == Problem.Type.FAILURE
                    && problem.code() != Problem.Code.STORE_FAILED);
  }

  /// The same, and more problems.
  public Report and(List<Problem> more) {
    return with(accepted, Stream.concat(problems.stream(), more.stream()).toList());
  }

  /// The same, of which some findings are accepted.
  ///
  /// @param others by fingerprint
  public Report accepting(SortedMap<String, Accepted> others) {
    return with(others, problems);
  }

  private Report with(SortedMap<String, Accepted> otherAccepted, List<Problem> otherProblems) {
    return new Report(
        run,
        sides,
        sources,
        cluster,
        coverage,
        resources,
        findings,
        otherAccepted,
        explained,
        ignored,
        ownedElsewhere,
        outOfScope,
        skipped,
        otherProblems);
  }

  private boolean has(Problem.Type type) {
    return problems.stream().anyMatch(problem -> problem.code().type() == type);
  }
}
