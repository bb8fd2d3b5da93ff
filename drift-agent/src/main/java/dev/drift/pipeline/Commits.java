package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.model.DesiredResource;
import dev.drift.model.ResourceId;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The commit at which each declared resource was read.
final class Commits {
  private Commits() {}

  /// Without what is not committed.
  static Map<ResourceId, String> of(Desired desired, Evaluation evaluation) {
    Map<ResourceId, String> commits = new HashMap<>();
    for (SourceReading source : desired.sources()) {
      Optional<String> commit = source.source().commit();
      Set<Object> manifests = Collections.newSetFromMap(new IdentityHashMap<>());
      manifests.addAll(source.manifests());
      for (DesiredResource resource : evaluation.world().declared().values()) {
        if (commit.isPresent()
            && manifests.contains(resource.manifest())
            && AppliedRevisions.isCommitted(source, resource)) {
          commits.put(resource.id(), commit.get());
        }
      }
    }
    return commits;
  }
}
