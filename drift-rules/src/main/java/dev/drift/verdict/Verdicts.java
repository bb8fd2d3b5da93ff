package dev.drift.verdict;

import dev.drift.attribute.Attributions;
import dev.drift.attribute.AuditTrail;
import dev.drift.canonical.Canonical;
import dev.drift.canonical.Schemas;
import dev.drift.canonical.TypeTable;
import dev.drift.explain.Estate;
import dev.drift.explain.Explainer;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Path;
import dev.drift.model.Place;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.TrackedKinds;
import dev.drift.model.Value;
import dev.drift.model.Verdict;
import dev.drift.rule.Judge;
import dev.drift.rule.Origins;
import dev.drift.secret.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives each resource its verdict: canonicalise → compare → explain → judge.
public final class Verdicts {
  private static final GroupKind JOB = new GroupKind("batch", "Job");
  private static final GroupKind POD = new GroupKind("", "Pod");
  private static final String LEAVING = "a rollout is about to replace the Pod";
  static final String PENDING =
      "the API server would fill this in today; the object was stored without it";

  private final DesiredState desired;
  private final LiveState live;
  private final Comparisons comparisons;
  private final Explainer explainer;
  private final Judge judge;

  private final List<Report.Judged> judged = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Report.Explained> explained = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Gaps gaps = new Gaps();

  private Verdicts(
      DesiredState desired,
      LiveState live,
      TypeTable table,
      Redactor redactor,
      AuditTrail trail,
      Map<ResourceId, Value.Obj> stored) {
    this.desired = desired;
    this.live = live;
    this.explainer = new Explainer(new Estate(live, desired.resources(), table.own()));
    this.comparisons = new Comparisons(live, Schemas.of(table, live), explainer, redactor, stored);
    this.judge = new Judge(live.cluster().uid(), redactor, Attributions.of(trail, live, redactor));
  }

  /// @param onlyNamespaces the namespaces that were asked for; empty for all
  /// @param redactor masks under the key of the snapshot, where the live state is one
  public static Outcome of(
      DesiredState desired,
      LiveState live,
      Set<String> onlyNamespaces,
      TypeTable table,
      Redactor redactor) {
    return of(desired, live, onlyNamespaces, table, redactor, AuditTrail.NONE, Map.of());
  }

  /// @param onlyNamespaces the namespaces that were asked for; empty for all
  /// @param redactor masks under the key of the snapshot, where the live state is one
  /// @param trail what the audit log says of the resources
  /// @param stored what the API server said that it would store, where it was asked
  public static Outcome of(
      DesiredState desired,
      LiveState live,
      Set<String> onlyNamespaces,
      TypeTable table,
      Redactor redactor,
      AuditTrail trail,
      Map<ResourceId, Value.Obj> stored) {
    Verdicts verdicts = new Verdicts(desired, live, table, redactor, trail, stored);
    desired.resources().values().forEach(verdicts::declared);
    verdicts.pods();
    verdicts.undeclared(onlyNamespaces);
    return verdicts.outcome(table, redactor);
  }

  /// The outcome for one declared resource alone; the rest serves to explain its differences.
  ///
  /// @param redactor masks under the key of the snapshot, where the live state is one
  public static Outcome ofOne(
      DesiredResource resource,
      DesiredState desired,
      LiveState live,
      TypeTable table,
      Redactor redactor) {
    Verdicts verdicts = new Verdicts(desired, live, table, redactor, AuditTrail.NONE, Map.of());
    verdicts.declared(resource);
    return verdicts.outcome(table, redactor);
  }

  private Outcome outcome(TypeTable table, Redactor redactor) {
    problems.addAll(gaps.problems(live, table, redactor));
    return new Outcome(
        judged,
        findings,
        explained,
        problems,
        judged.stream().noneMatch(one -> one.verdict() == Verdict.UNKNOWN));
  }

  private void declared(DesiredResource resource) {
    judged.add(new Report.Judged(resource.ref(), verdict(resource)));
  }

  private Verdict verdict(DesiredResource resource) {
    return switch (comparisons.compare(resource)) {
      case Comparisons.Result.Unread _ -> {
        gaps.unread(resource.id().groupKind());
        yield Verdict.UNKNOWN;
      }
      case Comparisons.Result.Unreadable _ -> Verdict.UNKNOWN;
      case Comparisons.Result.Incomparable(Problem problem) -> {
        problems.add(problem);
        yield Verdict.UNKNOWN;
      }
      case Comparisons.Result.Absent _ -> absent(resource);
      case Comparisons.Result.Done(ResourceComparison comparison) -> {
        tell(comparison);
        yield comparison.verdict();
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
    Difference missing =
        new Difference(
            resource.ref(),
            Change.MISSING,
            Path.ROOT,
            Optional.of(resource.content()),
            Optional.empty());
    findings.add(
        judge.judge(
            missing,
            Optional.of(Origins.of(resource, missing)),
            resource.content(),
            resource.content(),
            Optional.empty()));
    return Verdict.MISSING;
  }

  private void tell(ResourceComparison done) {
    DesiredResource resource = done.desired();
    Canonical canonical = done.canonical();
    canonical.invalid().forEach(invalid -> problems.add(invalid(resource, invalid)));
    done.comparison()
        .pending()
        .forEach(path -> explained.add(new Report.Explained(resource.ref(), path, PENDING)));
    done.explained()
        .forEach(
            one ->
                explained.add(
                    new Report.Explained(resource.ref(), one.difference().path(), one.sentence())));
    for (Difference difference : done.drift()) {
      findings.add(
          judge.judge(
              difference,
              Optional.of(Origins.of(resource, difference)),
              canonical.content(),
              canonical.written(),
              Optional.of(done.live())));
    }
    if (!done.comparison().undecided().isEmpty()) {
      gaps.otherKey();
    }
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

  /// Pods of declared workloads that somebody changed.
  private void pods() {
    if (TrackedKinds.hasPods(desired.kinds()) && live.coverageOf(POD).isEmpty()) {
      gaps.unread(POD);
    }
    for (PatchedPods.Patched patched : new PatchedPods(live, desired.resources()).all()) {
      if (patched.leaving()) {
        patched
            .differences()
            .forEach(
                one -> explained.add(new Report.Explained(one.resource(), one.path(), LEAVING)));
      } else {
        judged.add(new Report.Judged(patched.pod().ref(), Verdict.DRIFTED));
        patched.differences().forEach(one -> findings.add(finding(patched, one)));
      }
    }
  }

  private Finding finding(PatchedPods.Patched patched, Difference difference) {
    return judge.judge(
        difference,
        Optional.of(Origins.ofTemplate(patched.workload(), difference.path())),
        patched.template(),
        patched.template(),
        Optional.of(patched.pod()));
  }

  private void undeclared(Set<String> onlyNamespaces) {
    Set<String> namespaces = desired.namespaces();
    Set<GroupKind> used = desired.kinds();
    for (LiveResource resource : live.resources().values()) {
      GroupKind kind = resource.id().groupKind();
      String namespace = resource.id().namespace();
      boolean looked = TrackedKinds.ALL.contains(kind) || used.contains(kind);
      boolean here =
          namespace.isEmpty() ? onlyNamespaces.isEmpty() : namespaces.contains(namespace);
      if (looked && here && !desired.resources().containsKey(resource.id())) {
        undeclared(resource);
      }
    }
  }

  private void undeclared(LiveResource resource) {
    Optional<String> explanation = explainer.explainUndeclared(resource);
    if (explanation.isPresent()) {
      explained.add(new Report.Explained(resource.ref(), Path.ROOT, explanation.get()));
      return;
    }
    Optional<GroupKind> controller = explainer.unreadController(resource);
    if (controller.isPresent()) {
      gaps.unreadController(controller.get());
      judged.add(new Report.Judged(resource.ref(), Verdict.UNKNOWN));
      return;
    }
    Difference unmanaged =
        new Difference(
            resource.ref(),
            Change.UNMANAGED,
            Path.ROOT,
            Optional.empty(),
            Optional.of(resource.content()));
    judged.add(new Report.Judged(resource.ref(), Verdict.UNMANAGED));
    findings.add(
        judge.judge(
            unmanaged, Optional.empty(), Value.Obj.EMPTY, Value.Obj.EMPTY, Optional.of(resource)));
  }
}
