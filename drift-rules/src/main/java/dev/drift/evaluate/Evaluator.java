package dev.drift.evaluate;

import dev.drift.model.DesiredResource;
import dev.drift.model.ResourceId;
import dev.drift.noise.NoisePacks;
import dev.drift.owner.ReleaseContents;
import dev.drift.policy.Policies;
import dev.drift.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gives each resource of a world its verdict: canonicalise → compare → explain → judge → decide.
///
/// @param policies of files; those of annotations are read from the world
/// @param noise what operators write on their own
/// @param releases of Helm, unpacked once for all evaluations
public record Evaluator(Policies policies, NoisePacks noise, ReleaseContents releases) {
  public Evaluator(Policies policies, NoisePacks noise) {
    this(policies, noise, new ReleaseContents());
  }

  /// No policies, and the noise packs that ship.
  public static Evaluator plain() {
    return new Evaluator(Policies.NONE, NoisePacks.shipped());
  }

  public Evaluation evaluate(World world) {
    return EvaluationBuilder.of(Parts.of(Pass.of(world, this)));
  }

  /// The evaluation of a later world: exactly what [#evaluate] gives, but only what a change of
  /// live objects can affect is evaluated again. If something else has changed, everything is.
  ///
  /// @param before of the earlier world, by this evaluator; who made the differences is forgotten
  /// @param changed all live objects that were added, modified or deleted
  public Evaluation update(Evaluation before, World later, Set<ResourceId> changed) {
    return own(before)
        .flatMap(parts -> new Update(parts, later, changed).next())
        .map(parts -> EvaluationBuilder.next(before, parts))
        .orElseGet(() -> evaluate(later));
  }

  /// The evaluation of one declared resource only; the rest serves to explain its differences.
  public Evaluation evaluateOne(DesiredResource resource, World world) {
    return EvaluationBuilder.of(List.of(resource), Pass.of(world, this));
  }

  /// The same of several, of whose world another evaluation is known.
  ///
  /// @param known by this evaluator, of a world that has the same objects; only in this one, some
  ///     that are declared are not masked
  public Evaluation evaluateSome(
      Collection<DesiredResource> resources, World world, Evaluation known) {
    return EvaluationBuilder.of(
        resources,
        own(known).map(parts -> parts.pass().over(world)).orElseGet(() -> Pass.of(world, this)));
  }

  /// What an evaluation was put together from, if it is by this evaluator.
  private Optional<Parts> own(Evaluation evaluation) {
    return evaluation.parts().filter(parts -> parts.pass().evaluator().equals(this));
  }
}
