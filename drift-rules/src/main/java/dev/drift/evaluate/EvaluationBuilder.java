package dev.drift.evaluate;

import dev.drift.finding.Coverage;
import dev.drift.model.GroupKind;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Verdict;
import dev.drift.policy.Decisions;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts an evaluation together from what each resource gives. Policies decide here what is
/// reported.
final class EvaluationBuilder {
  private final World world;
  private final Decisions decisions;
  private final Gaps gaps = new Gaps();
  private final SortedMap<ResourceId, ResourceResult> resources = new TreeMap<>();
  private final SortedMap<GroupKind, Integer> outOfScope = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  EvaluationBuilder(World world, Decisions decisions) {
    this.world = world;
    this.decisions = decisions;
  }

  void add(Contribution contribution) {
    if (contribution.outOfScope()) {
      outOfScope.merge(contribution.resource().id().groupKind(), 1, Integer::sum);
      return;
    }
    contribution.gaps().forEach(gaps::add);
    problems.addAll(contribution.problems());
    resources.merge(
        contribution.resource().id(), contribution.decide(decisions), ResourceResult::and);
  }

  void gap(Gap gap) {
    gaps.add(gap);
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  /// @param rules entries of the rules that could not look
  Evaluation build(List<Coverage.Entry> rules) {
    problems.addAll(gaps.problems(world));
    List<Verdict> verdicts =
        resources.values().stream().map(ResourceResult::verdict).flatMap(Optional::stream).toList();
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
    return new Evaluation(world, resources, outOfScope, problems, coverage);
  }
}
