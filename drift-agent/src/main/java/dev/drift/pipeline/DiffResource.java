package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.model.DriftException;
import dev.drift.model.ResourceId;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.plan.ObjectSides;
import dev.drift.secret.Redactor;
import java.util.List;

/// Finds one resource as Git wants it, and as it is.
public final class DiffResource {
  private final Agent agent;
  private final Progress progress;

  public DiffResource(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @throws DriftException if Git or the cluster cannot be read, the manifests are not valid,
  ///     or neither has the resource
  public ObjectSides run(ResourceRequest request) {
    request.requireOneNamespace();
    CheckRequest check = request.check();
    Redactor redactor = new Redactor(MaskKeys.read(check.mask()));
    try (LiveSource live = LiveSource.open(check.live(), () -> redactor, agent, progress)) {
      Evaluation evaluation =
          new DriftCheck(agent, progress)
              .caughtUp(
                  check,
                  agent.sourceReader(progress, live.facts()),
                  live,
                  Observers.ofDifferences(check),
                  redactor)
              .evaluation();
      List<ResourceId> candidates = NamedResource.candidates(request, evaluation.world());
      List<ObjectSides> found =
          candidates.stream().flatMap(id -> ObjectSides.of(evaluation, id).stream()).toList();
      return NamedResource.only(
          request, candidates, found, ObjectSides::resource, evaluation.world());
    }
  }
}
