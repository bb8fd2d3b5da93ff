package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Account;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.ExplainRequest;
import dev.drift.secret.Redactor;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
  public Account run(ExplainRequest request) {
    request.requireOneNamespace();
    Redactor redactor = new Redactor(MaskKeys.read(request.check().mask()));
    try (LiveSource live =
        LiveSource.open(request.check().live(), () -> redactor, agent, progress)) {
      return run(request, redactor, live);
    }
  }

  private Account run(ExplainRequest request, Redactor redactor, LiveSource live) {
    CheckRequest check = request.check();
    SourceReader reader = agent.sourceReader(progress, live.facts());
    Desired desired = Desired.read(check, reader);
    List<Problem> invalid = new ArrayList<>(desired.problems());
    invalid.addAll(desired.policies().problems());
    if (!invalid.isEmpty()) {
      throw new DriftException(invalid);
    }
    DriftCheck pipeline = new DriftCheck(agent, progress);
    Observers observers = Observers.ofDifferences(check);
    Evaluation evaluation =
        pipeline.evaluated(check, desired, live, observers, redactor).evaluation();
    List<ResourceId> candidates = candidates(request, evaluation.world());
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
    return switch (accounts.size()) {
      case 1 -> accounts.getFirst();
      case 0 -> throw usage(Absent.message(candidates, evaluation.world()));
      default ->
          throw usage(
              "%s matches %s; qualify the kind with its group, for example %s"
                  .formatted(
                      request.kind(),
                      accounts.stream()
                          .map(account -> account.resource().id().toString())
                          .collect(Collectors.joining(", ")),
                      accounts.getFirst().resource().id().groupKind()));
    };
  }

  private static DriftException usage(String sentence) {
    return new DriftException(Problem.of(Problem.Code.USAGE, sentence));
  }

  /// One for each kind that has the name.
  private static List<ResourceId> candidates(ExplainRequest request, World world) {
    KindNames names =
        KindNames.of(
            world.live().kinds(),
            world.declared().values().stream().map(DesiredResource::ref).toList());
    List<KindNames.Meant> kinds = names.meant(request.kind());
    if (kinds.isEmpty()) {
      List<String> suggestions = names.suggestions(request.kind());
      throw usage(
          "the cluster does not serve the kind %s%s"
              .formatted(
                  request.kind(),
                  suggestions.isEmpty()
                      ? ""
                      : "; did you mean %s?".formatted(String.join(", ", suggestions))));
    }
    List<ResourceId> candidates = kinds.stream().map(kind -> id(kind, request)).toList();
    List<String> namespaces = request.check().namespaces();
    if (!namespaces.isEmpty()
        && candidates.stream().noneMatch(id -> namespaces.contains(id.home()))) {
      throw usage(
          "%s is cluster-scoped, and -n excludes it; remove -n".formatted(candidates.getFirst()));
    }
    return candidates;
  }

  private static ResourceId id(KindNames.Meant kind, ExplainRequest request) {
    int slash = request.name().indexOf('/');
    String name = request.name().substring(slash + 1);
    if (!kind.namespaced()) {
      return new ResourceId(kind.kind(), "", name);
    }
    String namespace = slash < 0 ? request.namespace() : request.name().substring(0, slash);
    return new ResourceId(kind.kind(), namespace, name);
  }
}
