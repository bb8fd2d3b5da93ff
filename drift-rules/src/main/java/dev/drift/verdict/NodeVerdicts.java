package dev.drift.verdict;

import dev.drift.compare.NodeComparer;
import dev.drift.finding.Finding;
import dev.drift.judge.Judge;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.NodeProfile;
import dev.drift.model.Path;
import dev.drift.model.Place;
import dev.drift.model.Problem;
import dev.drift.model.Value;
import dev.drift.model.Verdict;
import dev.drift.policy.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds Nodes against the profiles that Git declares.
final class NodeVerdicts {
  private static final GroupKind NODE = new GroupKind("", "Node");
  private static final Path COUNT = Path.of("spec", "count");

  private final LiveState live;
  private final Judge judge;
  private final Ledger ledger;

  NodeVerdicts(LiveState live, Judge judge, Ledger ledger) {
    this.live = live;
    this.judge = judge;
    this.ledger = ledger;
  }

  /// The verdict of a profile, which includes that of its Nodes.
  Verdict verdict(DesiredResource resource) {
    List<NodeProfile.Invalid> invalid = new ArrayList<>();
    NodeProfile profile = NodeProfile.of(resource.content(), invalid);
    invalid.forEach(one -> ledger.problem(problem(resource, one)));
    if (!invalid.isEmpty()) {
      return Verdict.INVALID_DESIRED;
    }
    if (!live.coverageOf(NODE).map(KindCoverage::known).orElse(false)) {
      ledger.gaps().unreadNodes();
      return Verdict.UNKNOWN;
    }
    List<LiveResource> nodes =
        live.resources().ofKind(NODE).stream()
            .filter(one -> NodeComparer.isOf(one, profile))
            .toList();
    for (LiveResource node : nodes) {
      boolean drifted = false;
      for (Difference difference : NodeComparer.compare(node, profile)) {
        drifted |= isTold(Subject.undeclared(node), difference, resource, node);
      }
      ledger.judged(node.ref(), drifted ? Verdict.DRIFTED : Verdict.IN_SYNC);
    }
    return countIsTold(resource, profile, nodes.size()) ? Verdict.DRIFTED : Verdict.IN_SYNC;
  }

  private boolean countIsTold(DesiredResource resource, NodeProfile profile, int count) {
    boolean few = profile.minimum().filter(least -> count < least).isPresent();
    boolean many = profile.maximum().filter(most -> count > most).isPresent();
    if (!few && !many) {
      return false;
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
    return isTold(
        Subject.declared(resource, resource.content(), Optional.empty()),
        difference,
        resource,
        counted);
  }

  private boolean isTold(
      Subject subject, Difference difference, DesiredResource profile, LiveResource found) {
    Finding.Drift finding =
        judge.judge(
            difference,
            Optional.of(place(profile, difference.path())),
            wanted(difference, profile),
            profile.content(),
            Optional.of(found));
    return ledger.isTold(subject, difference, finding);
  }

  /// What the difference speaks of in the shape of the object that it is shown for.
  private static Value.Obj wanted(Difference difference, DesiredResource profile) {
    return difference.resource().equals(profile.ref())
        ? profile.content()
        : NodeShape.of(profile.content().object("spec"));
  }

  /// Where the profile says it: its fields are named as those of a Node.
  private static Place place(DesiredResource profile, Path path) {
    Path inProfile =
        path.elements().size() > 1 && path.elements().get(1) instanceof Path.Field(String field)
            ? Path.of("spec", field)
            : Path.of("spec");
    return profile.manifest().places().nearest(inProfile, profile.manifest().content());
  }

  private static Problem problem(DesiredResource resource, NodeProfile.Invalid invalid) {
    return new Problem(
        Problem.Code.INVALID_DESIRED,
        "%s: %s %s".formatted(resource.id(), invalid.path(), invalid.reason()),
        Optional.of(
            resource.manifest().places().nearest(invalid.path(), resource.manifest().content())),
        Optional.of(resource.ref()));
  }
}
