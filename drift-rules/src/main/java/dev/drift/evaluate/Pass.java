package dev.drift.evaluate;

import dev.drift.canonical.schema.Schemas;
import dev.drift.evaluate.comparison.Comparisons;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.explain.Explainer;
import dev.drift.finding.Finding;
import dev.drift.judge.Inspection;
import dev.drift.judge.Judge;
import dev.drift.judge.Rules;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.noise.Noise;
import dev.drift.policy.Annotations;
import dev.drift.policy.Decisions;
import dev.drift.policy.Policies;
import dev.drift.policy.match.PolicySubject;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One pass over a world, with what is made of the world once for all of its resources.
final class Pass {
  private final Evaluator evaluator;
  private final World world;
  private final Policies policies;
  private final Noise noise;
  private final Schemas schemas;
  private final Comparisons comparisons;
  private final SortedMap<ResourceId, UndeclaredObject> undeclared;
  private Optional<Controlled> controlled;
  private final MaskedWorld masked;
  private final Judge judge;
  private final DeclaredVerdicts declared;
  private final PodVerdicts pods;
  private final UndeclaredVerdicts others;
  private final Inspection inspection;

  private Pass(
      Evaluator evaluator,
      World world,
      Policies policies,
      Noise noise,
      Schemas schemas,
      Explainer explainer,
      SortedMap<ResourceId, UndeclaredObject> undeclared,
      Optional<Controlled> controlled,
      MaskedWorld masked) {
    this.evaluator = evaluator;
    this.world = world;
    this.policies = policies;
    this.noise = noise;
    this.schemas = schemas;
    this.comparisons = new Comparisons(world, schemas, explainer, noise);
    this.undeclared = undeclared;
    this.controlled = controlled;
    this.masked = masked;
    this.judge = new Judge(world.live().cluster().uid(), world.redactor(), masked);
    this.declared = new DeclaredVerdicts(world, comparisons, judge);
    this.pods = new PodVerdicts(world, judge);
    this.others = new UndeclaredVerdicts(world, noise, judge);
    this.inspection = new Inspection(world.live(), world.declared(), world.redactor(), masked);
  }

  static Pass of(World world, Evaluator evaluator) {
    Policies policies = evaluator.policies().and(Annotations.read(world.declared().values()));
    Explainer explainer = new Explainer(world);
    SortedMap<ResourceId, UndeclaredObject> undeclared =
        UndeclaredObject.of(world, explainer, evaluator.releases());
    return new Pass(
        evaluator,
        world,
        policies,
        evaluator.noise().in(world),
        Schemas.of(world.table(), world.live()),
        explainer,
        undeclared,
        Optional.empty(),
        MaskedWorld.of(
            world, UndeclaredObject.ofOthers(undeclared.values()), policies.reading().images()));
  }

  /// The pass over the same world, of which some declared objects are masked otherwise.
  Pass over(World other) {
    return new Pass(
        evaluator,
        other,
        policies,
        noise,
        schemas,
        new Explainer(other),
        undeclared,
        controlled,
        MaskedWorld.of(
            other, UndeclaredObject.ofOthers(undeclared.values()), policies.reading().images()));
  }

  /// The pass over a later world, which keeps of this one what the change cannot affect.
  ///
  /// @param undeclared all of them in the later world
  /// @param controlled what controls what in the later world
  Pass next(
      World later,
      Explainer explainer,
      SortedMap<ResourceId, UndeclaredObject> undeclared,
      Controlled controlled) {
    return new Pass(
        evaluator,
        later,
        policies,
        noise.in(later),
        schemas,
        explainer,
        undeclared,
        Optional.of(controlled),
        masked.next(later, UndeclaredObject.ofOthers(undeclared.values())));
  }

  /// What comparing a declared resource gives: a NodeProfile gives something to its Nodes, too.
  List<Contribution> contributions(DesiredResource resource) {
    return resource.id().groupKind().equals(NodeProfile.KIND)
        ? new NodeVerdicts(world.live(), judge).contributions(resource)
        : List.of(declared.contribution(resource));
  }

  /// What an object that Git does not declare gives.
  Contribution contribution(UndeclaredObject object) {
    return others.contribution(object);
  }

  /// Posture: what is wrong in itself, whatever Git says.
  List<Contribution> postures(List<Finding.Posture> findings) {
    return findings.isEmpty() ? List.of() : findings.stream().map(this::posture).toList();
  }

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

  /// What is looked at besides an object while its differences are explained and judged.
  Reads readsOfDifferences() {
    return Explainer.readsOfDifferences()
        .and(Rules.readsOfDifferences())
        .and(noise.readsOfDifferences());
  }

  Evaluator evaluator() {
    return evaluator;
  }

  World world() {
    return world;
  }

  Noise noise() {
    return noise;
  }

  Schemas schemas() {
    return schemas;
  }

  Comparisons comparisons() {
    return comparisons;
  }

  SortedMap<ResourceId, UndeclaredObject> undeclared() {
    return undeclared;
  }

  /// What controls what, found out when it is first asked for: only an update needs it.
  synchronized Controlled controlled() {
    Controlled known = controlled.orElseGet(() -> Controlled.of(world.live().resources()));
    controlled = Optional.of(known);
    return known;
  }

  MaskedWorld masked() {
    return masked;
  }

  Judge judge() {
    return judge;
  }

  PodVerdicts pods() {
    return pods;
  }

  Inspection inspection() {
    return inspection;
  }
}
