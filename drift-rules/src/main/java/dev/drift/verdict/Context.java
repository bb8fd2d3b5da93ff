package dev.drift.verdict;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.AuditTrail;
import dev.drift.canonical.TypeTable;
import dev.drift.model.LiveState;
import dev.drift.model.SourceBranches;
import dev.drift.noise.NoisePacks;
import dev.drift.policy.Policies;
import dev.drift.rule.Expectations;
import dev.drift.rule.ImageScan;
import dev.drift.secret.Redactor;
import java.util.List;

/// What verdicts are made with, beside Git and the cluster.
///
/// @param redactor masks under the key of the snapshot, where the live state is one
/// @param trail what the audit log says of the resources
/// @param answers what the API server said that it would store, where it was asked
/// @param scans what scanners found in images, by files that were given
/// @param branches how the branches of each source relate
/// @param noise what operators write by themselves
public record Context(
    TypeTable table,
    Redactor redactor,
    Policies policies,
    AuditTrail trail,
    ServerAnswers answers,
    List<ImageScan> scans,
    List<SourceBranches> branches,
    NoisePacks noise) {
  public Context {
    requireNonNull(table, "table is null");
    requireNonNull(redactor, "redactor is null");
    requireNonNull(policies, "policies is null");
    requireNonNull(trail, "trail is null");
    requireNonNull(answers, "answers is null");
    scans = List.copyOf(scans);
    branches = List.copyOf(branches);
    requireNonNull(noise, "noise is null");
  }

  /// No policy, no audit log, no dry-run, no scans, no branches; the noise packs
  /// that ship.
  ///
  /// @param live the cluster, whose version tells the table
  public static Context of(LiveState live, Redactor redactor) {
    return new Context(
        TypeTable.of(live.cluster().version()),
        redactor,
        Policies.NONE,
        AuditTrail.NONE,
        ServerAnswers.NONE,
        List.of(),
        List.of(),
        NoisePacks.shipped());
  }

  public Context with(Policies others) {
    return new Context(table, redactor, others, trail, answers, scans, branches, noise);
  }

  public Context with(AuditTrail other) {
    return new Context(table, redactor, policies, other, answers, scans, branches, noise);
  }

  public Context with(ServerAnswers others) {
    return new Context(table, redactor, policies, trail, others, scans, branches, noise);
  }

  public Context withBranches(List<SourceBranches> others) {
    return new Context(table, redactor, policies, trail, answers, scans, others, noise);
  }

  public Context withScans(List<ImageScan> others) {
    return new Context(table, redactor, policies, trail, answers, others, branches, noise);
  }

  public Context withNoise(NoisePacks others) {
    return new Context(table, redactor, policies, trail, answers, scans, branches, others);
  }

  /// What rules get in addition to Git's manifests and the cluster.
  Expectations expectations() {
    return new Expectations(policies.written().images(), scans, branches);
  }
}
