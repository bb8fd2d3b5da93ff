package dev.drift.verdict;

import dev.drift.canonical.Canonical;
import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.ImmutableFields;
import dev.drift.canonical.KindSchema;
import dev.drift.canonical.Schemas;
import dev.drift.canonical.TypeTable;
import dev.drift.compare.Comparer;
import dev.drift.compare.Comparison;
import dev.drift.explain.Estate;
import dev.drift.explain.Explainer;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Path;
import dev.drift.model.Place;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.TrackedKinds;
import dev.drift.model.Value;
import dev.drift.model.Verdict;
import dev.drift.rule.Judge;
import dev.drift.secret.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Gives each resource its verdict: canonicalise → compare → explain → judge.
public final class Verdicts {
  private static final GroupKind JOB = new GroupKind("batch", "Job");
  private static final String PENDING =
      "the API server would fill this in today; the object was stored without it";

  private final DesiredState desired;
  private final LiveState live;
  private final Redactor redactor;
  private final Schemas schemas;
  private final Canonicaliser canonicaliser;
  private final Comparer comparer;
  private final Explainer explainer;
  private final Judge judge;

  private final List<Report.Judged> judged = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Report.Explained> explained = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<GroupKind> unread = new TreeSet<>();
  private final Set<GroupKind> unreadControllers = new TreeSet<>();
  private boolean otherKey;

  private Verdicts(DesiredState desired, LiveState live, TypeTable table, Redactor redactor) {
    this.desired = desired;
    this.live = live;
    this.redactor = redactor;
    this.schemas = Schemas.of(table, live);
    this.canonicaliser = new Canonicaliser(schemas);
    this.comparer = new Comparer(schemas);
    this.explainer = new Explainer(new Estate(live, desired.resources(), table.own()));
    this.judge = new Judge(live.cluster().uid(), redactor);
  }

  /// @param onlyNamespaces the namespaces that were asked for; empty for all
  /// @param redactor masks under the key of the snapshot, where the live state is one
  public static Outcome of(
      DesiredState desired,
      LiveState live,
      Set<String> onlyNamespaces,
      TypeTable table,
      Redactor redactor) {
    Verdicts verdicts = new Verdicts(desired, live, table, redactor);
    desired.resources().values().forEach(verdicts::declared);
    verdicts.undeclared(onlyNamespaces);
    verdicts.unread.forEach(
        kind ->
            verdicts.problems.add(
                Problem.of(
                    Problem.Code.KIND_NOT_READ,
                    "the snapshot has no %s; record it with drift snapshot --repo, so that it holds"
                            .formatted(kind)
                        + " every kind that Git uses")));
    verdicts.unreadControllers.forEach(
        kind ->
            verdicts.problems.add(
                Problem.of(
                    Problem.Code.KIND_NOT_READ,
                    "objects that Git does not declare are controlled by %s, which was not read, so"
                            .formatted(kind)
                        + " that nobody knows whether they belong there; allow listing that kind")));
    if (!table.serves(live.cluster().version())) {
      verdicts.problems.add(
          Problem.of(
              Problem.Code.OTHER_VERSION,
              "the server runs Kubernetes %s; its defaults were taken from the nearest table, that"
                      .formatted(live.cluster().version())
                  + " of %s".formatted(table.version())));
    }
    if (verdicts.otherKey) {
      verdicts.problems.add(
          Problem.of(
              Problem.Code.OTHER_KEY,
              "the snapshot is masked under the key %s and this run under %s, so that secrets could"
                      .formatted(live.keyId().orElse(""), redactor.keyId())
                  + " not be compared; give the snapshot's key with --key-file"));
    }
    return new Outcome(
        verdicts.judged,
        verdicts.findings,
        verdicts.explained,
        verdicts.problems,
        verdicts.judged.stream().noneMatch(one -> one.verdict() == Verdict.UNKNOWN));
  }

  private void declared(DesiredResource resource) {
    judged.add(new Report.Judged(resource.ref(), verdict(resource)));
  }

  private Verdict verdict(DesiredResource resource) {
    Optional<KindCoverage> coverage = live.coverageOf(resource.id().groupKind());
    if (coverage.isEmpty()) {
      unread.add(resource.id().groupKind());
      return Verdict.UNKNOWN;
    }
    if (!coverage.get().known()) {
      return Verdict.UNKNOWN;
    }
    LiveResource found = live.resources().get(resource.id());
    if (found == null) {
      return absent(resource);
    }
    Optional<KindSchema> schema = schemas.schema(resource.ref().apiVersion(), resource.id().kind());
    if (schema.isEmpty()) {
      problems.add(
          gap(resource, "nothing tells the type of %s at %s, so that it could not be compared"));
      return Verdict.UNKNOWN;
    }
    if (!found.ref().apiVersion().equals(resource.ref().apiVersion())) {
      problems.add(gap(resource, "%s was not read at %s, so that it could not be compared"));
      return Verdict.UNKNOWN;
    }
    return compared(resource, found, schema.get());
  }

  private static Problem gap(DesiredResource resource, String sentence) {
    return new Problem(
        Problem.Code.KIND_NOT_READ,
        sentence.formatted(resource.id(), resource.ref().apiVersion()),
        Optional.of(resource.manifest().places().start()),
        Optional.of(resource.ref()));
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
            Optional.of(resource),
            resource.content(),
            resource.content(),
            Optional.empty()));
    return Verdict.MISSING;
  }

  private Verdict compared(DesiredResource resource, LiveResource found, KindSchema schema) {
    Canonical canonical = canonicaliser.canonical(schema, resource.content());
    for (Canonical.Invalid invalid : canonical.invalid()) {
      problems.add(invalid(resource, invalid));
    }
    if (live.keyId().isPresent()) {
      canonical = redacted(resource.ref(), canonical);
    }
    Comparison comparison =
        comparer.compare(
            resource.ref(), schema, canonical, canonicaliser.normal(schema, found.content()));
    comparison
        .pending()
        .forEach(path -> explained.add(new Report.Explained(resource.ref(), path, PENDING)));
    boolean drifted = false;
    boolean recreate = false;
    for (Difference difference : comparison.differences()) {
      Optional<String> explanation = explainer.explain(difference, found);
      if (explanation.isPresent()) {
        explained.add(new Report.Explained(resource.ref(), difference.path(), explanation.get()));
      } else {
        drifted = true;
        recreate |=
            ImmutableFields.contain(resource.id().groupKind(), difference.path(), found.content());
        findings.add(
            judge.judge(
                difference,
                Optional.of(resource),
                canonical.content(),
                canonical.written(),
                Optional.of(found)));
      }
    }
    otherKey |= !comparison.undecided().isEmpty();
    if (!canonical.invalid().isEmpty()) {
      return Verdict.INVALID_DESIRED;
    }
    if (drifted) {
      return recreate ? Verdict.NEEDS_RECREATE : Verdict.DRIFTED;
    }
    return comparison.undecided().isEmpty() ? Verdict.IN_SYNC : Verdict.UNKNOWN;
  }

  private Canonical redacted(ResourceRef ref, Canonical canonical) {
    return new Canonical(
        redactor.redact(ref, canonical.written()),
        redactor.redact(ref, canonical.content()),
        canonical.invalid());
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
      unreadControllers.add(controller.get());
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
