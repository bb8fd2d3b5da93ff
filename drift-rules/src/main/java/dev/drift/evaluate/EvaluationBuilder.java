package dev.drift.evaluate;

import dev.drift.evaluate.coverage.Coverages;
import dev.drift.evaluate.coverage.Gaps;
import dev.drift.evaluate.coverage.UnknownNamespaces;
import dev.drift.finding.Coverage;
import dev.drift.model.DesiredResource;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.policy.Decisions;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts an evaluation together from what each resource gives. Policies decide here what is
/// reported.
final class EvaluationBuilder {
  private final Pass pass;
  private final World world;
  private final Decisions decisions;
  private final Gaps gaps = new Gaps();
  private final SortedMap<ResourceId, ResourceResult> resources;
  private final SortedMap<GroupKind, Integer> outOfScope = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /// @param kept results that are not put together again
  private EvaluationBuilder(Pass pass, SortedMap<ResourceId, ResourceResult> kept) {
    this.pass = pass;
    this.world = pass.world();
    this.decisions = pass.decisions();
    this.resources = kept;
  }

  static Evaluation of(Parts parts) {
    EvaluationBuilder builder = new EvaluationBuilder(parts.pass(), new TreeMap<>());
    parts.all().forEach(builder::add);
    return builder.build(parts);
  }

  /// Policies decide again wherever there is something to decide: some count over all of a run.
  ///
  /// @param before of an earlier world
  static Evaluation next(Evaluation before, Parts parts) {
    Set<ResourceId> renewed = new HashSet<>(parts.renewed());
    parts
        .noted()
        .filter(one -> !one.candidates().isEmpty())
        .forEach(one -> renewed.add(one.resource().id()));
    SortedMap<ResourceId, ResourceResult> kept = new TreeMap<>(before.resources());
    renewed.forEach(id -> kept.remove(id));
    EvaluationBuilder builder = new EvaluationBuilder(parts.pass(), kept);
    parts.noted().forEach(builder::note);
    parts.of(renewed).forEach(builder::decide);
    return builder.build(parts);
  }

  /// The evaluation of some declared resources.
  static Evaluation of(Collection<DesiredResource> some, Pass pass) {
    EvaluationBuilder builder = new EvaluationBuilder(pass, new TreeMap<>());
    some.forEach(resource -> pass.contributions(resource).forEach(builder::add));
    return builder.build(List.of(), Optional.empty());
  }

  private void add(Contribution contribution) {
    note(contribution);
    decide(contribution);
  }

  /// What concerns the whole evaluation.
  private void note(Contribution contribution) {
    if (contribution.outOfScope()) {
      outOfScope.merge(contribution.resource().id().groupKind(), 1, Integer::sum);
    }
    contribution.gaps().forEach(gaps::add);
    problems.addAll(contribution.problems());
  }

  private void decide(Contribution contribution) {
    if (!contribution.outOfScope()) {
      resources.merge(
          contribution.resource().id(), contribution.decide(decisions), ResourceResult::and);
    }
  }

  private Evaluation build(Parts parts) {
    pass.pods().gaps().forEach(gaps::add);
    problems.addAll(pass.noise().gaps());
    return build(pass.inspection().gaps(), Optional.of(parts));
  }

  /// @param rules entries of the rules that could not look
  private Evaluation build(List<Coverage.Entry> rules, Optional<Parts> parts) {
    problems.addAll(gaps.problems(world));
    List<Verdict> verdicts = new ArrayList<>(resources.size());
    for (ResourceResult one : resources.values()) {
      one.verdict().ifPresent(verdicts::add);
    }
    if (verdicts.isEmpty() && world.desired().unrendered().isEmpty()) {
      problems.add(
          Problem.of(
              Problem.Code.NOTHING_COMPARED,
              "nothing was compared: the sources declare no resources here; check --repo, --path and"
                  + " --namespace"));
    }
    problems.addAll(UnknownNamespaces.problems(world.desired(), world.live()));
    Coverage coverage = Coverages.of(world.desired(), world.live(), verdicts, rules);
    boolean sawAll =
        coverage.entries().stream().allMatch(Coverage.Entry::known)
            && problems.stream().noneMatch(p -> p.code().type() == Problem.Type.GAP);
    problems.addAll(decisions.notes(sawAll));
    return new Evaluation(world, resources, outOfScope, problems, coverage, pass, parts);
  }
}
