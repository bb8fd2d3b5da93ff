package dev.drift.evaluate;

import static java.util.Objects.requireNonNull;

import dev.drift.evaluate.coverage.Gap;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.value.Path;
import dev.drift.owner.Ownership;
import dev.drift.policy.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one resource gives to an evaluation, before policies decide.
///
/// @param clean the verdict if no candidate is reported; empty if there is then nothing to judge
/// @param owner the other deployer that owns the object
/// @param outOfScope whether the object is only counted
record Contribution(
    ResourceRef resource,
    Optional<Verdict> clean,
    List<Candidate> candidates,
    List<Report.Explained> explained,
    List<Problem> problems,
    List<Gap> gaps,
    Optional<Ownership.Proven> owner,
    boolean outOfScope) {
  Contribution {
    requireNonNull(resource, "resource is null");
    requireNonNull(clean, "clean is null");
    candidates = List.copyOf(candidates);
    explained = List.copyOf(explained);
    problems = List.copyOf(problems);
    gaps = List.copyOf(gaps);
    requireNonNull(owner, "owner is null");
  }

  /// Whether it says anything of the whole evaluation, or leaves something to decide.
  boolean isNoted() {
    return outOfScope || !candidates.isEmpty() || !gaps.isEmpty() || !problems.isEmpty();
  }

  /// What policies make of it.
  ResourceResult decide(Decisions decisions) {
    List<Judgement> judgements = new ArrayList<>();
    List<Verdict> reported = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Judgement judgement =
          new Judgement(
              candidate.difference(),
              decisions.decide(candidate.subject(), candidate.difference(), candidate.finding()),
              candidate.live());
      judgements.add(judgement);
      if (judgement.reported()) {
        candidate.verdict().ifPresent(reported::add);
      }
    }
    return new ResourceResult(resource, verdict(reported), judgements, explained, problems, owner);
  }

  /// @param reported verdicts of the candidates that are reported
  private Optional<Verdict> verdict(List<Verdict> reported) {
    if (reported.isEmpty() || clean.equals(Optional.of(Verdict.INVALID_DESIRED))) {
      return clean;
    }
    return Optional.of(
        reported.contains(Verdict.NEEDS_RECREATE) ? Verdict.NEEDS_RECREATE : reported.getFirst());
  }

  /// Collects what is found out about one resource.
  static final class Builder {
    private final ResourceRef resource;
    private Optional<Verdict> clean = Optional.empty();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Report.Explained> explained = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private Optional<Ownership.Proven> owner = Optional.empty();
    private boolean outOfScope;

    Builder(ResourceRef resource) {
      this.resource = resource;
    }

    Builder clean(Verdict verdict) {
      clean = Optional.of(verdict);
      return this;
    }

    Builder candidate(Candidate candidate) {
      candidates.add(candidate);
      return this;
    }

    Builder explained(Path path, String sentence) {
      explained.add(new Report.Explained(resource, path, sentence));
      return this;
    }

    Builder problem(Problem problem) {
      problems.add(problem);
      return this;
    }

    Builder gap(Gap gap) {
      gaps.add(gap);
      return this;
    }

    Builder owner(Ownership.Proven proof) {
      owner = Optional.of(proof);
      return this;
    }

    Builder outOfScope() {
      outOfScope = true;
      return this;
    }

    Contribution build() {
      return new Contribution(
          resource, clean, candidates, explained, problems, gaps, owner, outOfScope);
    }
  }
}
