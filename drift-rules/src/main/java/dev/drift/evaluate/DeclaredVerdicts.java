package dev.drift.evaluate;

import dev.drift.canonical.Canonical;
import dev.drift.evaluate.comparison.Comparisons;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.evaluate.coverage.Gap;
import dev.drift.judge.Judge;
import dev.drift.judge.SourceLocator;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.Newer;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Path;
import dev.drift.policy.match.PolicySubject;
import dev.drift.world.World;
import java.util.Optional;

/// Judges declared resources one by one.
final class DeclaredVerdicts {
  static final String PENDING =
      "the object was stored before the API server filled in this default";

  private final Comparisons comparisons;
  private final Judge judge;
  private final Deletions deletions;

  DeclaredVerdicts(World world, Comparisons comparisons, Judge judge) {
    this.comparisons = comparisons;
    this.judge = judge;
    this.deletions = new Deletions(world.live());
  }

  Contribution contribution(DesiredResource resource) {
    Contribution.Builder builder = new Contribution.Builder(resource.ref());
    switch (comparisons.compare(resource)) {
      case Comparisons.Result.Unread _ ->
          builder.clean(Verdict.UNKNOWN).gap(new Gap.UnreadKind(resource.id().groupKind()));
      case Comparisons.Result.Unreadable _ -> builder.clean(Verdict.UNKNOWN);
      case Comparisons.Result.Incomparable(Problem problem) ->
          builder.clean(Verdict.UNKNOWN).problem(problem);
      case Comparisons.Result.Absent _ -> absent(resource, builder);
      case Comparisons.Result.Done(ResourceComparison comparison) -> {
        return contribution(comparison);
      }
    }
    return builder.build();
  }

  private void absent(DesiredResource resource, Contribution.Builder builder) {
    boolean passing =
        resource.id().groupKind().equals(Kinds.JOB)
            && resource.content().object("spec").get("ttlSecondsAfterFinished").isPresent();
    if (passing) {
      builder.clean(Verdict.COMPLETED);
      return;
    }
    Optional<String> deleted = deletions.ofNamespace(resource.id());
    if (deleted.isPresent()) {
      builder.clean(Verdict.PENDING).explained(Path.ROOT, "it is missing: " + deleted.get());
      return;
    }
    if (resource.newer().stream().anyMatch(Newer.Gone.class::isInstance)) {
      builder
          .clean(Verdict.PENDING)
          .explained(
              Path.ROOT,
              "it is missing: Git does not declare it at a newer commit, which its deployer is"
                  + " applying");
      return;
    }
    Difference missing =
        new Difference(
            resource.ref(),
            Change.MISSING,
            Path.ROOT,
            Optional.of(resource.content()),
            Optional.empty());
    builder
        .clean(Verdict.IN_SYNC)
        .candidate(
            new Candidate(
                PolicySubject.declared(resource, resource.content(), Optional.empty()),
                missing,
                judge.judge(
                    missing,
                    Optional.of(SourceLocator.of(resource, missing)),
                    resource.content(),
                    resource.content(),
                    Optional.empty()),
                Optional.of(Verdict.MISSING),
                Optional.empty()));
  }

  /// What comparing a resource with its live object gives.
  Contribution contribution(ResourceComparison done) {
    DesiredResource resource = done.desired();
    Contribution.Builder builder = new Contribution.Builder(resource.ref());
    Canonical canonical = done.canonical();
    for (Canonical.Invalid invalid : canonical.invalid()) {
      builder.problem(invalid(resource, invalid));
    }
    for (Path path : done.comparison().pending()) {
      builder.explained(path, PENDING);
    }
    for (ResourceComparison.Accounted one : done.explained()) {
      builder.explained(one.difference().path(), one.sentence());
    }
    if (!done.comparison().undecided().isEmpty()) {
      builder.gap(new Gap.OtherKey());
    }
    Optional<String> deleted = deletions.of(done.live());
    deleted.ifPresent(sentence -> builder.explained(Path.ROOT, sentence));
    Verdict clean = done.clean();
    builder.clean(deleted.isPresent() && clean == Verdict.IN_SYNC ? Verdict.PENDING : clean);
    if (done.drift().isEmpty()) {
      return builder.build();
    }
    PolicySubject subject =
        PolicySubject.declared(resource, canonical.content(), Optional.of(done.live()));
    for (Difference difference : done.drift()) {
      builder.candidate(
          new Candidate(
              subject,
              difference,
              judge.judge(
                  difference,
                  Optional.of(SourceLocator.of(resource, difference)),
                  canonical.content(),
                  canonical.written(),
                  Optional.of(done.live())),
              Optional.of(done.verdict(difference)),
              Optional.of(done.live())));
    }
    return builder.build();
  }

  private static Problem invalid(DesiredResource resource, Canonical.Invalid invalid) {
    Location location =
        resource.manifest().origin().nearest(invalid.path(), resource.manifest().content());
    return new Problem(
        Problem.Code.INVALID_DESIRED,
        "%s: %s %s".formatted(resource.id(), invalid.path(), invalid.reason()),
        location.place(),
        Optional.of(resource.ref()));
  }
}
