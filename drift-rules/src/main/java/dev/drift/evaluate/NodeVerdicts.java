package dev.drift.evaluate;

import dev.drift.compare.NodeComparer;
import dev.drift.evaluate.coverage.Gap;
import dev.drift.judge.Judge;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.NodeProfile;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.match.PolicySubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds Nodes against the profiles that Git declares.
final class NodeVerdicts {
  private static final Path COUNT = Path.of("spec", "count");

  private final LiveState live;
  private final Judge judge;

  NodeVerdicts(LiveState live, Judge judge) {
    this.live = live;
    this.judge = judge;
  }

  /// Those of a profile and of its Nodes.
  List<Contribution> contributions(DesiredResource resource) {
    Contribution.Builder ofProfile = new Contribution.Builder(resource.ref());
    List<NodeProfile.Invalid> invalid = new ArrayList<>();
    NodeProfile profile = NodeProfile.of(resource.content(), invalid);
    if (!invalid.isEmpty()) {
      invalid.forEach(one -> ofProfile.problem(problem(resource, one)));
      return List.of(ofProfile.clean(Verdict.INVALID_DESIRED).build());
    }
    if (!live.coverageOf(Kinds.NODE).map(KindCoverage::known).orElse(false)) {
      return List.of(ofProfile.clean(Verdict.UNKNOWN).gap(new Gap.UnreadNodes()).build());
    }
    List<Contribution> contributions = new ArrayList<>();
    for (LiveResource node : live.resources().ofKind(Kinds.NODE)) {
      if (NodeComparer.isOf(node, profile)) {
        Contribution.Builder ofNode = new Contribution.Builder(node.ref()).clean(Verdict.IN_SYNC);
        for (Difference difference : NodeComparer.compare(node, profile)) {
          ofNode.candidate(candidate(PolicySubject.undeclared(node), difference, resource, node));
        }
        contributions.add(ofNode.build());
      }
    }
    ofProfile.clean(Verdict.IN_SYNC);
    count(resource, profile, contributions.size()).ifPresent(ofProfile::candidate);
    contributions.add(ofProfile.build());
    return contributions;
  }

  private Optional<Candidate> count(DesiredResource resource, NodeProfile profile, int count) {
    boolean few = profile.minimum().filter(least -> count < least).isPresent();
    boolean many = profile.maximum().filter(most -> count > most).isPresent();
    if (!few && !many) {
      return Optional.empty();
    }
    Value.Obj found = Value.Obj.EMPTY.with("spec", Value.Obj.EMPTY.with("count", Value.of(count)));
    LiveResource counted = new LiveResource(resource.ref(), found, List.of());
    Difference difference =
        new Difference(
            resource.ref(),
            Change.CHANGED,
            COUNT,
            resource.content().object("spec").get("count"),
            Optional.of(Value.of(count)));
    return Optional.of(
        candidate(
            PolicySubject.declared(resource, resource.content(), Optional.empty()),
            difference,
            resource,
            counted));
  }

  private Candidate candidate(
      PolicySubject subject, Difference difference, DesiredResource profile, LiveResource found) {
    return new Candidate(
        subject,
        difference,
        judge.judge(
            difference,
            Optional.of(place(profile, difference.path())),
            wanted(difference, profile),
            profile.content(),
            Optional.of(found)),
        Optional.of(Verdict.DRIFTED),
        Optional.of(found));
  }

  /// What the difference speaks of in the shape of the object that it is shown for.
  private static Value.Obj wanted(Difference difference, DesiredResource profile) {
    return difference.resource().equals(profile.ref())
        ? profile.content()
        : NodeShape.of(profile.content().object("spec"));
  }

  /// Where the profile says it: its fields are named as those of a Node.
  private static Location place(DesiredResource profile, Path path) {
    Path inProfile =
        path.elements().size() > 1 && path.elements().get(1) instanceof Path.Field(String field)
            ? Path.of("spec", field)
            : Path.of("spec");
    return profile.manifest().origin().nearest(inProfile, profile.manifest().content());
  }

  private static Problem problem(DesiredResource resource, NodeProfile.Invalid invalid) {
    return new Problem(
        Problem.Code.INVALID_DESIRED,
        "%s: %s %s".formatted(resource.id(), invalid.path(), invalid.reason()),
        resource.manifest().origin().nearest(invalid.path(), resource.manifest().content()).place(),
        Optional.of(resource.ref()));
  }
}
