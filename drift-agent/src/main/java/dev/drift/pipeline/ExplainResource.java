package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Account;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.secret.Redactor;
import java.util.List;
import java.util.Set;

/// Accounts for one resource, path by path.
public final class ExplainResource {
  private final Agent agent;
  private final Progress progress;

  public ExplainResource(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @throws DriftException if Git or the cluster cannot be read, the manifests are not valid,
  ///     or neither has the resource
  public Account run(ResourceRequest request) {
    request.requireOneNamespace();
    Redactor redactor = new Redactor(MaskKeys.read(request.check().mask()));
    try (LiveSource live =
        LiveSource.open(request.check().live(), () -> redactor, agent, progress)) {
      return run(request, redactor, live);
    }
  }

  private Account run(ResourceRequest request, Redactor redactor, LiveSource live) {
    CheckRequest check = request.check();
    SourceReader reader = agent.sourceReader(progress, live.facts());
    DriftCheck pipeline = new DriftCheck(agent, progress);
    Observers observers = Observers.ofDifferences(check);
    CaughtUp caughtUp = pipeline.caughtUp(check, reader, live, observers, redactor);
    Desired desired = caughtUp.desired();
    Evaluation evaluation = caughtUp.evaluation();
    List<ResourceId> candidates = NamedResource.candidates(request, evaluation.world());
    Evaluation attributed =
        pipeline.attributed(evaluation, Set.copyOf(candidates), desired, live, observers);
    List<Problem> notes =
        attributed.world().observations().stream()
            .skip(evaluation.world().observations().size())
            .flatMap(seen -> seen.problems().stream())
            .toList();
    if (notes.stream().anyMatch(note -> note.code().type() == Problem.Type.INPUT)) {
      throw new DriftException(notes);
    }
    FindOrigins origins = new FindOrigins(desired, () -> reader.of(check), progress);
    List<Account> accounts =
        candidates.stream()
            .flatMap(id -> attributed.account(id).stream())
            .map(account -> account.located(origins.byPath(attributed, account.resource().id())))
            .map(account -> account.and(notes))
            .toList();
    return NamedResource.only(request, candidates, accounts, Account::resource, evaluation.world());
  }
}
