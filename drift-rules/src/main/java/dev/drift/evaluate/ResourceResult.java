package dev.drift.evaluate;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.owner.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one resource is judged to be, and why.
///
/// @param verdict empty for what was not compared, such as an undeclared object that is explained
/// @param explained differences that something accounts for
/// @param owner the other deployer that owns the object
public record ResourceResult(
    ResourceRef resource,
    Optional<Verdict> verdict,
    List<Judgement> judgements,
    List<Report.Explained> explained,
    List<Problem> problems,
    Optional<Ownership.Proven> owner) {
  public ResourceResult {
    requireNonNull(resource, "resource is null");
    requireNonNull(verdict, "verdict is null");
    judgements = List.copyOf(judgements);
    explained = List.copyOf(explained);
    problems = List.copyOf(problems);
    requireNonNull(owner, "owner is null");
  }

  /// Both, of one resource: it may differ and break rules, and a Node may have several profiles.
  ResourceResult and(ResourceResult more) {
    return new ResourceResult(
        resource,
        verdict.filter(it -> it != Verdict.IN_SYNC).or(more::verdict).or(() -> verdict),
        join(judgements, more.judgements),
        join(explained, more.explained),
        join(problems, more.problems),
        owner.or(more::owner));
  }

  ResourceResult with(List<Judgement> others) {
    return new ResourceResult(resource, verdict, others, explained, problems, owner);
  }

  private static <T> List<T> join(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
