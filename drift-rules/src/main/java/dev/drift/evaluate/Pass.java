package dev.drift.evaluate;

import dev.drift.canonical.Schemas;
import dev.drift.explain.Explainer;
import dev.drift.finding.Finding;
import dev.drift.judge.Inspection;
import dev.drift.judge.Judge;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceRef;
import dev.drift.noise.Noise;
import dev.drift.policy.Annotations;
import dev.drift.policy.Decisions;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicySubject;
import dev.drift.world.MaskedWorld;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One pass over a world, with what is made of the world once for all of its resources.
final class Pass {
  private final World world;
  private final Policies policies;
  private final Noise noise;
  private final Schemas schemas;
  private final Comparisons comparisons;
  private final List<UndeclaredObject> undeclared;
  private final MaskedWorld masked;
  private final Judge judge;
  private final DeclaredVerdicts declared;

  Pass(World world, Evaluator evaluator) {
    this.world = world;
    this.policies = evaluator.policies().and(Annotations.read(world.declared().values()));
    this.noise = evaluator.noise().in(world);
    this.schemas = Schemas.of(world.table(), world.live());
    Explainer explainer = new Explainer(world);
    this.comparisons = new Comparisons(world, schemas, explainer, noise);
    this.undeclared =
        UndeclaredObject.of(world.desired(), world.live(), explainer, evaluator.releases());
    this.masked =
        MaskedWorld.of(world, UndeclaredObject.ofOthers(undeclared), policies.written().images());
    this.judge = new Judge(world.live().cluster().uid(), world.redactor(), masked);
    this.declared = new DeclaredVerdicts(world, comparisons, judge);
  }

  Evaluation evaluation() {
    EvaluationBuilder builder = new EvaluationBuilder(world, decisions());
    // All cores compare and judge: what each resource gives is a function of the world. A list,
    // because a map's values split badly.
    List.copyOf(world.declared().values()).parallelStream()
        .flatMap(this::contributions)
        .toList()
        .forEach(builder::add);
    PodVerdicts pods = new PodVerdicts(world, judge);
    pods.gaps().forEach(builder::gap);
    pods.contributions().forEach(builder::add);
    UndeclaredVerdicts others = new UndeclaredVerdicts(world, noise, judge);
    undeclared.stream().map(others::contribution).forEach(builder::add);
    Inspection inspection =
        new Inspection(world.live(), world.declared(), world.redactor(), masked);
    inspection.findings().stream().map(this::posture).forEach(builder::add);
    noise.gaps().forEach(builder::problem);
    return builder.build(inspection.gaps());
  }

  Evaluation evaluationOf(DesiredResource resource) {
    EvaluationBuilder builder = new EvaluationBuilder(world, decisions());
    contributions(resource).forEach(builder::add);
    return builder.build(List.of());
  }

  private Stream<Contribution> contributions(DesiredResource resource) {
    return resource.id().groupKind().equals(NodeProfile.KIND)
        ? new NodeVerdicts(world.live(), judge).contributions(resource).stream()
        : Stream.of(declared.contribution(resource));
  }

  /// Posture: what is wrong in itself, whatever Git says.
  private Contribution posture(Finding.Posture finding) {
    Difference there =
        new Difference(
            finding.resource(), Change.ADDED, finding.path(), Optional.empty(), Optional.empty());
    ResourceRef ref = finding.resource();
    return new Contribution.Builder(ref)
        .candidate(
            new Candidate(
                subject(ref),
                there,
                finding,
                Optional.empty(),
                Optional.ofNullable(world.live().resources().get(ref.id()))))
        .build();
  }

  private PolicySubject subject(ResourceRef ref) {
    Optional<LiveResource> found = Optional.ofNullable(world.live().resources().get(ref.id()));
    DesiredResource resource = world.declared().get(ref.id());
    return resource == null
        ? found.map(PolicySubject::undeclared).orElseGet(() -> PolicySubject.named(ref))
        : PolicySubject.declared(resource, resource.content(), found);
  }

  /// What comparing a declared resource with its live object gives.
  Contribution declared(ResourceComparison done) {
    return declared.contribution(done);
  }

  Decisions decisions() {
    return new Decisions(policies, () -> IgnorableObjects.of(world.desired(), world.live()));
  }

  Schemas schemas() {
    return schemas;
  }

  Comparisons comparisons() {
    return comparisons;
  }

  Judge judge() {
    return judge;
  }
}
