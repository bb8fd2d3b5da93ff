package dev.drift.finding.group;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Cluster;
import dev.drift.model.ResourceId;
import dev.drift.model.Verdict;
import dev.drift.model.scope.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a run looked at, and so which findings of earlier runs are gone.
///
/// A finding that is not reported any more may have been out of sight: its kind could not be
/// listed, its rule could not look, or the run was about another namespace. Only what was looked at
/// and not found again is gone.
public final class Seen {
  private final Report report;
  private final boolean whole;
  private final Set<String> present;
  private final Map<ResourceId, Verdict> verdicts = new HashMap<>();
  private final Set<String> blindRules;
  private final boolean driftComplete;
  private final boolean postureComplete;

  private Seen(Report report, boolean whole, Set<String> blindRules) {
    this.report = requireNonNull(report, "report is null");
    this.whole = whole;
    this.present = report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
    this.blindRules = new HashSet<>(blindRules);
    report.resources().forEach(one -> verdicts.put(one.resource().id(), one.verdict()));
    for (Coverage.Entry entry : report.coverage().entries()) {
      if (!entry.known() && entry.subject() instanceof Coverage.Subject.Rules(var codes)) {
        this.blindRules.addAll(codes);
      }
    }
    boolean compared = report.cluster().isPresent() && report.count(Verdict.UNKNOWN) == 0;
    this.driftComplete = compared && report.coverage().complete(Set.of(Need.DRIFT));
    this.postureComplete = driftComplete && report.coverage().complete(Set.of(Need.POSTURE));
  }

  /// @param whole whether the run was about all namespaces and paths
  /// @param blindRules codes of posture rules that did not look, besides those of the coverage:
  ///     the run was not given what they read
  public static Seen of(Report report, boolean whole, Set<String> blindRules) {
    return new Seen(report, whole, blindRules);
  }

  public Report report() {
    return report;
  }

  /// Whether the run was about all namespaces and paths.
  public boolean whole() {
    return whole;
  }

  /// Whether everything was compared with which drift could be found.
  public boolean complete() {
    return driftComplete;
  }

  /// Whether a cluster was read at all. Without one, nothing is known of any finding.
  public boolean compared() {
    return report.cluster().isPresent();
  }

  /// Which cluster and sources the findings are of: runs of others know nothing about them.
  public String scope() {
    return GroupKey.hash(
        report
            .cluster()
            .map(cluster -> cluster.uid().isEmpty() ? cluster.server() : cluster.uid())
            .orElse(""),
        sources(report));
  }

  private static String sources(Report report) {
    return report.sources().stream().map(Source::repo).sorted().collect(Collectors.joining("\0"));
  }

  /// Whether an earlier finding is there still, whatever a channel makes of it.
  public boolean isPresent(Member member) {
    return present.contains(member.fingerprint());
  }

  /// Whether an earlier finding is known to be gone.
  public boolean gone(Member member) {
    if (isPresent(member) || !compared()) {
      return false;
    }
    if (member.posture() && blindRules.contains(member.rule())) {
      return false;
    }
    Optional<Verdict> verdict =
        member.resource().flatMap(id -> Optional.ofNullable(verdicts.get(id)));
    if (verdict.isEmpty()) {
      // An undeclared object that was deleted is in no list; of a fingerprint alone, nothing is
      // known.
      return whole
          && driftComplete
          && (postureComplete || (member.resource().isPresent() && !member.posture()));
    }
    return looked(verdict.get());
  }

  private static boolean looked(Verdict verdict) {
    return switch (verdict) {
      case IN_SYNC, DRIFTED, NEEDS_RECREATE, MISSING, UNMANAGED, COMPLETED -> true;
      case PENDING, INVALID_DESIRED, UNKNOWN -> false;
    };
  }

  /// The name of the cluster for people: its context, or its URL; empty if no cluster was read.
  public String clusterName() {
    return report.cluster().map(Seen::name).orElse("");
  }

  private static String name(Cluster cluster) {
    return cluster.context().isEmpty() || cluster.context().equals("in-cluster")
        ? cluster.server()
        : cluster.context();
  }
}
