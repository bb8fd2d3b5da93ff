package dev.drift.evaluate;

import dev.drift.attribute.Attributions;
import dev.drift.evaluate.comparison.Comparisons;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.finding.Account;
import dev.drift.finding.Account.Standing;
import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.judge.Judge;
import dev.drift.model.DesiredResource;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Verdict;
import dev.drift.model.value.Path;
import dev.drift.policy.Decision;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Accounts for one resource.
final class Accounts {
  private final Pass pass;
  private final Evaluation evaluation;
  private final World world;
  private final Attributions attributions;

  /// @param pass over the world of the evaluation; what the request log says need not be in it
  Accounts(Pass pass, Evaluation evaluation) {
    this.pass = pass;
    this.evaluation = evaluation;
    this.world = evaluation.world();
    this.attributions = Attributions.of(world.facts().requests(), world.live(), world.redactor());
  }

  /// @return empty if neither Git nor the cluster has the resource, or nobody claims to declare it
  Optional<Account> of(ResourceId id) {
    Optional<DesiredResource> declared = Optional.ofNullable(world.declared().get(id));
    if (declared.isPresent()
        && pass.comparisons().compare(declared.get())
            instanceof Comparisons.Result.Done(ResourceComparison done)) {
      return Optional.of(new PathAccount(done, pass, world.redactor(), attributions).account());
    }
    return whole(id);
  }

  /// A resource that is missing or unmanaged as a whole, or of which nothing is known.
  private Optional<Account> whole(ResourceId id) {
    return evaluation
        .resource(id)
        .map(
            result -> {
              Verdict verdict = result.verdict().orElse(Verdict.IN_SYNC);
              return new Account(
                  result.resource(),
                  verdict,
                  entries(result),
                  verdict == Verdict.UNKNOWN
                      ? evaluation.problems()
                      : refusals(evaluation.problems(), id));
            });
  }

  private List<Account.Entry> entries(ResourceResult result) {
    List<Account.Entry> entries = new ArrayList<>();
    for (Judgement judgement : result.judgements()) {
      if (judgement.finding() instanceof Finding.Drift) {
        entries.add(entry(judgement.decision(), pass.judge()));
      }
    }
    result.explained().forEach(one -> entries.add(explained(one.path(), one.explanation())));
    result
        .owner()
        .map(proof -> "owned by %s: %s".formatted(proof.owner(), proof.evidence()))
        .ifPresent(sentence -> entries.add(explained(Path.ROOT, sentence)));
    return entries;
  }

  private Account.Entry explained(Path path, String sentence) {
    return new Account.Entry(
        path,
        Standing.EXPLAINED,
        world.redactor().absent(),
        sentence,
        Optional.empty(),
        Attribution.UNKNOWN);
  }

  /// What policies may not hide of the resource, or of its namespace.
  static List<Problem> refusals(List<Problem> problems, ResourceId id) {
    return problems.stream()
        .filter(problem -> problem.code() == Problem.Code.IGNORE_REFUSED)
        .filter(problem -> problem.resource().map(ref -> ref.id().equals(id)).orElse(true))
        .toList();
  }

  /// @param decision of drift
  static Account.Entry entry(Decision decision, Judge judge) {
    if (!(decision.finding() instanceof Finding.Drift drift)) {
      throw new IllegalStateException("no policy makes posture of drift");
    }
    return switch (decision) {
      case Decision.Reported _ -> entry(drift, Standing.DRIFT, drift.message(), judge);
      case Decision.Ignored(Finding _, Report.Ignored ignored) ->
          entry(drift, Standing.IGNORED, ignored.sentence(), judge);
    };
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
}
