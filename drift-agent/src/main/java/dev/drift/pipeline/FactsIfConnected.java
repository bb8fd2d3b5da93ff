package dev.drift.pipeline;

import dev.drift.model.DriftException;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.source.ClusterFacts;
import dev.drift.source.NoCluster;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a cluster says, as long as there is one. Whoever only prints what is rendered may have
/// none; then nothing is known of it, which is said once.
final class FactsIfConnected implements ClusterFacts {
  private final Progress progress;
  private ClusterFacts facts;

  FactsIfConnected(ClusterFacts facts, Progress progress) {
    this.facts = facts;
    this.progress = progress;
  }

  @Override
  public Optional<String> version() {
    return asked(ClusterFacts::version);
  }

  @Override
  public List<String> apiVersions() {
    return asked(ClusterFacts::apiVersions);
  }

  @Override
  public Answer object(ResourceRef ref) {
    return asked(it -> it.object(ref));
  }

  @Override
  public Listing objects(GroupKind kind) {
    return asked(it -> it.objects(kind));
  }

  private synchronized <T> T asked(Function<ClusterFacts, T> question) {
    try {
      return question.apply(facts);
    } catch (DriftException e) {
      String why = e.problems().getFirst().message();
      progress.note(
          "No cluster is connected, so what depends on one is rendered as programs do without it, or"
              + " not at all: "
              + why);
      facts = new NoCluster(why);
      return question.apply(facts);
    }
  }
}
