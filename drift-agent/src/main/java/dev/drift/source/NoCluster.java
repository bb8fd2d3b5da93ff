package dev.drift.source;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import java.util.List;
import java.util.Optional;

/// What is known without a cluster.
///
/// @param why there is none: the second half of a sentence
public record NoCluster(String why) implements ClusterFacts {
  public NoCluster {
    requireNonNull(why, "why is null");
  }

  @Override
  public Optional<String> version() {
    return Optional.empty();
  }

  @Override
  public List<String> apiVersions() {
    return List.of();
  }

  @Override
  public Answer object(ResourceRef ref) {
    return new Answer.Unknown(why);
  }

  @Override
  public Listing objects(GroupKind kind) {
    return new Listing.Unknown(why);
  }
}
