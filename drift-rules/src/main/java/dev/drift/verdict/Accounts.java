package dev.drift.verdict;

import dev.drift.canonical.Schemas;
import dev.drift.explain.Estate;
import dev.drift.explain.Explainer;
import dev.drift.finding.Account;
import dev.drift.finding.Account.Standing;
import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.judge.Judge;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.policy.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Accounts for one resource.
public final class Accounts {
  private Accounts() {}

  /// @return empty if neither Git nor the cluster has the resource
  public static Optional<Account> of(
      ResourceId id, DesiredState desired, LiveState live, Context context) {
    Schemas schemas = Schemas.of(context.table(), live);
    Explainer explainer =
        new Explainer(new Estate(live, desired.resources(), context.table().own()));
    Judge judge =
        Comparisons.judge(
            live,
            context,
            Verdicts.scene(desired, live, context, UndeclaredObject.of(desired, live, explainer)));
    Comparisons comparisons =
        new Comparisons(live, schemas, explainer, context.noise().in(live), context);
    Optional<DesiredResource> declared = Optional.ofNullable(desired.resources().get(id));
    if (declared.isPresent()
        && comparisons.compare(declared.get())
            instanceof Comparisons.Result.Done(ResourceComparison done)) {
      return Optional.of(
          new PathAccount(done, schemas, judge, Verdicts.decisions(desired, live, context), context)
              .account());
    }
    return whole(id, desired, live, context, judge);
  }

  /// A resource that stands or falls as a whole, or of which nothing is known.
  private static Optional<Account> whole(
      ResourceId id, DesiredState desired, LiveState live, Context context, Judge judge) {
    Outcome outcome = Verdicts.of(desired, live, context);
    List<Account.Entry> entries = new ArrayList<>();
    // What is ignored is in no finding; who did it is told all the same.
    for (Finding finding : Verdicts.of(desired, live, context.with(Policies.NONE)).findings()) {
      if (finding.resource().id().equals(id) && finding instanceof Finding.Drift drift) {
        entries.add(
            outcome.ignored().stream()
                .filter(one -> one.resource().id().equals(id))
                .filter(one -> one.path().equals(drift.path()))
                .findFirst()
                .map(one -> ignored(drift, one, judge))
                .orElseGet(() -> drifted(drift, judge)));
      }
    }
    outcome.explained().stream()
        .filter(one -> one.resource().id().equals(id))
        .forEach(
            one ->
                entries.add(
                    new Account.Entry(
                        one.path(),
                        Standing.EXPLAINED,
                        context.redactor().absent(),
                        one.explanation(),
                        Optional.empty(),
                        Attribution.UNKNOWN)));
    Optional<Verdict> verdict =
        outcome.resources().stream()
            .filter(judged -> judged.resource().id().equals(id))
            .map(judged -> judged.verdict())
            .findFirst()
            .or(() -> entries.isEmpty() ? Optional.empty() : Optional.of(Verdict.IN_SYNC));
    return verdict.map(
        known ->
            new Account(
                ref(id, desired, live),
                known,
                entries,
                known == Verdict.UNKNOWN ? outcome.problems() : refusals(outcome.problems(), id)));
  }

  /// What policies may not hide of the resource, or of its namespace.
  static List<Problem> refusals(List<Problem> problems, ResourceId id) {
    return problems.stream()
        .filter(problem -> problem.code() == Problem.Code.IGNORE_REFUSED)
        .filter(problem -> problem.resource().map(ref -> ref.id().equals(id)).orElse(true))
        .toList();
  }

  static Account.Entry drifted(Finding.Drift drift, Judge judge) {
    return entry(drift, Standing.DRIFT, drift.message(), judge);
  }

  static Account.Entry ignored(Finding.Drift drift, Report.Ignored ignored, Judge judge) {
    return entry(drift, Standing.IGNORED, ignored.sentence(), judge);
  }

  private static Account.Entry entry(
      Finding.Drift drift, Standing standing, String because, Judge judge) {
    return new Account.Entry(
        drift.path(),
        standing,
        drift.live(),
        because,
        judge.details(drift),
        drift.origin(),
        drift.attribution());
  }

  private static ResourceRef ref(ResourceId id, DesiredState desired, LiveState live) {
    DesiredResource declared = desired.resources().get(id);
    return declared != null
        ? declared.ref()
        : Optional.ofNullable(live.resources().get(id)).orElseThrow().ref();
  }
}
