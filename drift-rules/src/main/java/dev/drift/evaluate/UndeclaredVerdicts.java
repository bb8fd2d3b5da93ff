package dev.drift.evaluate;

import dev.drift.evaluate.UndeclaredObject.Standing;
import dev.drift.evaluate.coverage.Gap;
import dev.drift.finding.Finding;
import dev.drift.judge.Judge;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.Unrendered;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.noise.Noise;
import dev.drift.owner.Ownership;
import dev.drift.policy.Decisions;
import dev.drift.policy.match.PolicySubject;
import dev.drift.secret.Redactor;
import dev.drift.world.World;
import java.util.Optional;

/// Judges objects that no source declares.
final class UndeclaredVerdicts {
  private final Redactor redactor;
  private final Noise noise;
  private final Judge judge;

  UndeclaredVerdicts(World world, Noise noise, Judge judge) {
    this.redactor = world.redactor();
    this.noise = noise;
    this.judge = judge;
  }

  Contribution contribution(UndeclaredObject one) {
    LiveResource object = one.object();
    Contribution.Builder builder = new Contribution.Builder(object.ref());
    switch (one.standing()) {
      case Standing.OutOfScope _ -> builder.outOfScope();
      case Standing.DeclaredElsewhere(Location location) ->
          builder.explained(Path.ROOT, "declared at %s, which is not compared".formatted(location));
      case Standing.Explained(String sentence) -> builder.explained(Path.ROOT, sentence);
      case Standing.Deleted(String sentence) ->
          builder.clean(Verdict.PENDING).explained(Path.ROOT, sentence);
      case Standing.Owned(Ownership.Proven proof) -> builder.owner(proof);
      case Standing.Unverifiable(Ownership.Unverifiable why) ->
          builder.clean(Verdict.UNKNOWN).gap(new Gap.UnverifiedOwner(why.sentence()));
      case Standing.MakerUnread(GroupKind maker) ->
          builder.clean(Verdict.UNKNOWN).gap(new Gap.UnreadMaker(maker));
      case Standing.MaybeDeclared(Unrendered where) ->
          builder.clean(Verdict.UNKNOWN).gap(new Gap.MaybeDeclared(where));
      case Standing.Unmanaged(Optional<String> claim) -> unmanaged(object, claim, builder);
    }
    return builder.build();
  }

  /// @param claim what the object says of its owner, if that is not so
  private void unmanaged(
      LiveResource object, Optional<String> claim, Contribution.Builder builder) {
    Difference unmanaged =
        new Difference(
            object.ref(),
            Change.UNMANAGED,
            Path.ROOT,
            Optional.empty(),
            Optional.of(object.content()));
    Finding.Drift judged =
        judge.judge(
            unmanaged, Optional.empty(), Value.Obj.EMPTY, Value.Obj.EMPTY, Optional.of(object));
    Finding.Drift finding =
        claim
            .map(redactor::text)
            .map(said -> judged.saying(judged.message() + "; " + said))
            .orElse(judged);
    Optional<String> noted = noise.explainUndeclared(object);
    if (noted.isPresent() && !Decisions.isGuarded(finding)) {
      builder.explained(Path.ROOT, noted.get());
      return;
    }
    builder.candidate(
        new Candidate(
            PolicySubject.undeclared(object),
            unmanaged,
            finding,
            Optional.of(Verdict.UNMANAGED),
            Optional.of(object)));
  }
}
