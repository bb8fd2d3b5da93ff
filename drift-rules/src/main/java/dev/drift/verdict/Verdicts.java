package dev.drift.verdict;

import dev.drift.canonical.Canonical;
import dev.drift.canonical.Schemas;
import dev.drift.explain.Estate;
import dev.drift.explain.Explainer;
import dev.drift.finding.Finding;
import dev.drift.judge.Inspection;
import dev.drift.judge.Judge;
import dev.drift.judge.Origins;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.NodeProfile;
import dev.drift.model.Path;
import dev.drift.model.Place;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Unrendered;
import dev.drift.model.Value;
import dev.drift.model.Verdict;
import dev.drift.noise.Noise;
import dev.drift.owner.Ownership;
import dev.drift.policy.Decisions;
import dev.drift.policy.Subject;
import dev.drift.rule.Scene;
import dev.drift.verdict.UndeclaredObject.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/// Gives each resource its verdict: canonicalise → compare → explain → judge → decide.
public final class Verdicts {
  private static final GroupKind JOB = new GroupKind("batch", "Job");
  private static final int AT_ONCE = 1_000;
  static final String PENDING =
      "the object was stored before the API server filled in this default";

  private final DesiredState desired;
  private final LiveState live;
  private final Context context;
  private final Comparisons comparisons;
  private final Explainer explainer;
  private final Noise noise;
  private final List<UndeclaredObject> undeclared;
  private final Deletions deletions;
  private final Scene scene;
  private final Judge judge;
  private final Ledger ledger;

  private Verdicts(DesiredState desired, LiveState live, Context context) {
    this.desired = desired;
    this.live = live;
    this.context = context;
    this.explainer = new Explainer(new Estate(live, desired.resources(), context.table().own()));
    this.noise = context.noise().in(live);
    this.comparisons =
        new Comparisons(live, Schemas.of(context.table(), live), explainer, noise, context);
    this.undeclared = UndeclaredObject.of(desired, live, explainer);
    this.scene = scene(desired, live, context, undeclared);
    this.judge = Comparisons.judge(live, context, scene);
    this.ledger = new Ledger(decisions(desired, live, context));
    this.deletions = new Deletions(live);
  }

  static Scene scene(
      DesiredState desired, LiveState live, Context context, List<UndeclaredObject> undeclared) {
    return new Scene(
        live,
        desired.resources(),
        desired.claim(),
        UndeclaredObject.ofOthers(undeclared),
        context.redactor(),
        context.expectations());
  }

  static Decisions decisions(DesiredState desired, LiveState live, Context context) {
    return new Decisions(context.policies(), () -> IgnorableObjects.of(desired, live));
  }

  public static Outcome of(DesiredState desired, LiveState live, Context context) {
    Verdicts verdicts = new Verdicts(desired, live, context);
    verdicts.declared();
    new PodVerdicts(desired, live, verdicts.judge, verdicts.ledger).tell();
    verdicts.undeclared.forEach(verdicts::undeclared);
    Inspection inspection = verdicts.inspect();
    verdicts.noise.gaps().forEach(verdicts.ledger::problem);
    return verdicts.ledger.outcome(desired, live, context, inspection.gaps());
  }

  /// The outcome for a single declared resource; the rest serves to explain its differences.
  public static Outcome ofOne(
      DesiredResource resource, DesiredState desired, LiveState live, Context context) {
    Verdicts verdicts = new Verdicts(desired, live, context);
    verdicts.declared(resource, verdicts.comparisons.compare(resource));
    return verdicts.ledger.outcome(desired, live, context, List.of());
  }

  /// Comparing is a function of one resource and of what does not change, so all cores may do it;
  /// the results are reported in order. Not of all at once: each holds two copies of its object.
  private void declared() {
    desired.resources().values().stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .forEach(
            some -> {
              List<Comparisons.Result> results =
                  some.parallelStream().map(comparisons::compare).toList();
              for (int i = 0; i < some.size(); i++) {
                declared(some.get(i), results.get(i));
              }
            });
  }

  private void declared(DesiredResource resource, Comparisons.Result result) {
    ledger.judged(resource.ref(), verdict(resource, result));
  }

  private Verdict verdict(DesiredResource resource, Comparisons.Result result) {
    if (resource.id().groupKind().equals(NodeProfile.KIND)) {
      return new NodeVerdicts(live, judge, ledger).verdict(resource);
    }
    return switch (result) {
      case Comparisons.Result.Unread _ -> {
        ledger.gaps().unread(resource.id().groupKind());
        yield Verdict.UNKNOWN;
      }
      case Comparisons.Result.Unreadable _ -> Verdict.UNKNOWN;
      case Comparisons.Result.Incomparable(Problem problem) -> {
        ledger.problem(problem);
        yield Verdict.UNKNOWN;
      }
      case Comparisons.Result.Absent _ -> absent(resource);
      case Comparisons.Result.Done(ResourceComparison comparison) -> {
        Verdict verdict = tell(comparison).verdict();
        Optional<String> deleted = deletions.of(comparison.live());
        deleted.ifPresent(sentence -> ledger.explained(resource.ref(), Path.ROOT, sentence));
        yield deleted.isPresent() && verdict == Verdict.IN_SYNC ? Verdict.PENDING : verdict;
      }
    };
  }

  private Verdict absent(DesiredResource resource) {
    boolean passing =
        resource.id().groupKind().equals(JOB)
            && resource.content().object("spec").get("ttlSecondsAfterFinished").isPresent();
    if (passing) {
      return Verdict.COMPLETED;
    }
    Optional<String> deleted = deletions.ofNamespace(resource.id());
    if (deleted.isPresent()) {
      ledger.explained(resource.ref(), Path.ROOT, "it is missing: " + deleted.get());
      return Verdict.PENDING;
    }
    Difference missing =
        new Difference(
            resource.ref(),
            Change.MISSING,
            Path.ROOT,
            Optional.of(resource.content()),
            Optional.empty());
    Finding.Drift finding =
        judge.judge(
            missing,
            Optional.of(Origins.of(resource, missing)),
            resource.content(),
            resource.content(),
            Optional.empty());
    Subject subject = Subject.declared(resource, resource.content(), Optional.empty());
    return ledger.isTold(subject, missing, finding) ? Verdict.MISSING : Verdict.IN_SYNC;
  }

  /// @return the comparison without what policies ignore
  private ResourceComparison tell(ResourceComparison done) {
    DesiredResource resource = done.desired();
    Canonical canonical = done.canonical();
    for (Canonical.Invalid invalid : canonical.invalid()) {
      ledger.problem(invalid(resource, invalid));
    }
    for (Path path : done.comparison().pending()) {
      ledger.explained(resource.ref(), path, PENDING);
    }
    for (ResourceComparison.Accounted one : done.explained()) {
      ledger.explained(resource.ref(), one.difference().path(), one.sentence());
    }
    if (!done.comparison().undecided().isEmpty()) {
      ledger.gaps().otherKey();
    }
    if (done.drift().isEmpty()) {
      return done;
    }
    Subject subject = Subject.declared(resource, canonical.content(), Optional.of(done.live()));
    List<Difference> told = new ArrayList<>();
    for (Difference difference : done.drift()) {
      Finding.Drift finding =
          judge.judge(
              difference,
              Optional.of(Origins.of(resource, difference)),
              canonical.content(),
              canonical.written(),
              Optional.of(done.live()));
      if (ledger.isTold(subject, difference, finding)) {
        told.add(difference);
      }
    }
    return done.with(told);
  }

  private static Problem invalid(DesiredResource resource, Canonical.Invalid invalid) {
    Place place =
        resource.manifest().places().nearest(invalid.path(), resource.manifest().content());
    return new Problem(
        Problem.Code.INVALID_DESIRED,
        "%s: %s %s".formatted(resource.id(), invalid.path(), invalid.reason()),
        Optional.of(place),
        Optional.of(resource.ref()));
  }

  /// Posture: what is wrong regardless of Git.
  private Inspection inspect() {
    Inspection inspection = new Inspection(live, desired.resources(), context.redactor(), scene);
    for (Finding.Posture finding : inspection.findings()) {
      Difference there =
          new Difference(
              finding.resource(), Change.ADDED, finding.path(), Optional.empty(), Optional.empty());
      ledger.isTold(subject(finding.resource()), there, finding);
    }
    return inspection;
  }

  private Subject subject(ResourceRef ref) {
    Optional<LiveResource> found = Optional.ofNullable(live.resources().get(ref.id()));
    DesiredResource resource = desired.resources().get(ref.id());
    return resource == null
        ? found.map(Subject::undeclared).orElseGet(() -> Subject.named(ref))
        : Subject.declared(resource, resource.content(), found);
  }

  private void undeclared(UndeclaredObject one) {
    LiveResource object = one.object();
    switch (one.standing()) {
      case Standing.DeclaredElsewhere(Place place) ->
          ledger.explained(
              object.ref(),
              Path.ROOT,
              "declared at %s, which is outside the compared paths".formatted(place));
      case Standing.OutOfScope _ -> ledger.outOfScope(object.id().groupKind());
      case Standing.Explained(String sentence) ->
          ledger.explained(object.ref(), Path.ROOT, sentence);
      case Standing.Deleted(String sentence) -> {
        ledger.explained(object.ref(), Path.ROOT, sentence);
        ledger.judged(object.ref(), Verdict.PENDING);
      }
      case Standing.Owned(Ownership.Proven proof) -> ledger.ownedElsewhere(object.ref(), proof);
      case Standing.Unverifiable(Ownership.Unverifiable why) -> {
        ledger.gaps().unverifiedOwner(why.sentence());
        ledger.judged(object.ref(), Verdict.UNKNOWN);
      }
      case Standing.ControllerUnread(GroupKind controller) -> {
        ledger.gaps().unreadController(controller);
        ledger.judged(object.ref(), Verdict.UNKNOWN);
      }
      case Standing.MaybeDeclared(Unrendered where) -> {
        ledger.gaps().maybeDeclared(where);
        ledger.judged(object.ref(), Verdict.UNKNOWN);
      }
      case Standing.Unmanaged(Optional<String> claim) -> unmanaged(object, claim);
    }
  }

  /// @param claim what the object says of its owner, where that is not so
  private void unmanaged(LiveResource resource, Optional<String> claim) {
    Difference unmanaged =
        new Difference(
            resource.ref(),
            Change.UNMANAGED,
            Path.ROOT,
            Optional.empty(),
            Optional.of(resource.content()));
    Finding.Drift judged =
        judge.judge(
            unmanaged, Optional.empty(), Value.Obj.EMPTY, Value.Obj.EMPTY, Optional.of(resource));
    Finding.Drift finding =
        claim
            .map(context.redactor()::text)
            .map(said -> judged.saying(judged.message() + "; " + said))
            .orElse(judged);
    Optional<String> noted = noise.explainUndeclared(resource);
    if (noted.isPresent() && !Decisions.isGuarded(finding)) {
      ledger.explained(resource.ref(), Path.ROOT, noted.get());
      return;
    }
    if (ledger.isTold(Subject.undeclared(resource), unmanaged, finding)) {
      ledger.judged(resource.ref(), Verdict.UNMANAGED);
    }
  }
}
