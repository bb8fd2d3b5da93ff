package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Judgement;
import dev.drift.evaluate.ResourceResult;
import dev.drift.evaluate.comparison.Comparisons;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.finding.Finding;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One object as Git wants it, and as it is. They differ in what is drift and in nothing else:
/// what the API server, controllers and policies account for is the same in both. Secrets are
/// masked in both.
///
/// @param git empty if Git does not declare it
/// @param live empty if the cluster does not have it
/// @param origin where Git declares it
/// @param apart what differs and is in neither: a path, and half a sentence that says why
/// @param problems why nothing more is known, if the verdict is UNKNOWN
public record ObjectSides(
    ResourceRef resource,
    Verdict verdict,
    Optional<Value.Obj> git,
    Optional<Value.Obj> live,
    Optional<Location> origin,
    Map<String, String> apart,
    List<Problem> problems) {
  public ObjectSides {
    requireNonNull(resource, "resource is null");
    requireNonNull(verdict, "verdict is null");
    requireNonNull(git, "git is null");
    requireNonNull(live, "live is null");
    requireNonNull(origin, "origin is null");
    apart = Map.copyOf(apart);
    problems = List.copyOf(problems);
  }

  /// @return empty if neither Git nor the cluster has the resource, or nobody claims to declare it
  public static Optional<ObjectSides> of(Evaluation evaluation, ResourceId id) {
    World world = evaluation.world();
    Optional<DesiredResource> declared = Optional.ofNullable(world.declared().get(id));
    if (declared.isPresent()
        && evaluation.comparisons().compare(declared.get())
            instanceof Comparisons.Result.Done(ResourceComparison done)) {
      return evaluation.resource(id).map(result -> compared(evaluation, result, done));
    }
    return evaluation.resource(id).map(result -> whole(world, result, declared));
  }

  private static ObjectSides compared(
      Evaluation evaluation, ResourceResult result, ResourceComparison done) {
    List<Difference> drift =
        result.judgements().stream()
            .filter(Judgement::reported)
            .filter(it -> it.finding() instanceof Finding.Drift)
            .map(Judgement::difference)
            .toList();
    Undo undo = Undo.of(done, drift, after -> evaluation.compare(done.desired(), after));
    Value.Obj live = done.live().content();
    Value.Obj git = StepPatch.of(done.live(), undo.steps()).map(StepPatch::object).orElse(live);
    Redactor redactor = evaluation.world().redactor();
    ResourceRef ref = done.desired().ref();
    return new ObjectSides(
        ref,
        result.verdict().orElse(Verdict.IN_SYNC),
        Optional.of(redactor.redact(ref, git)),
        Optional.of(redactor.redact(ref, live)),
        Optional.of(done.desired().manifest().origin().start()),
        undo.refused().entrySet().stream()
            .collect(
                Collectors.toMap(
                    it -> redactor.path(it.getKey().path()).toString(),
                    Map.Entry::getValue,
                    (one, _) -> one)),
        List.of());
  }

  /// A resource that is missing or unmanaged as a whole, or of which nothing is known.
  private static ObjectSides whole(
      World world, ResourceResult result, Optional<DesiredResource> declared) {
    Verdict verdict = result.verdict().orElse(Verdict.IN_SYNC);
    ResourceRef ref = result.resource();
    Redactor redactor = world.redactor();
    Optional<LiveResource> live =
        world.find(ref.id().groupKind(), ref.id().namespace(), ref.id().name());
    return new ObjectSides(
        ref,
        verdict,
        declared
            .filter(_ -> verdict == Verdict.MISSING)
            .map(it -> redactor.redact(ref, it.manifest().content())),
        live.filter(_ -> verdict == Verdict.UNMANAGED)
            .map(it -> redactor.redact(ref, it.content())),
        declared.map(it -> it.manifest().origin().start()),
        Map.of(),
        result.problems());
  }
}
