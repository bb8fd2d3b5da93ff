package dev.drift.kubernetes.read;

import dev.drift.evaluate.coverage.KindNeeds;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.scope.Claim;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.noise.NoisePacks;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// What tests read of clusters.
public final class ReadRequests {
  private ReadRequests() {}

  /// What a check of these resources needs that claims the whole cluster.
  public static ReadRequest of(Collection<ResourceRef> desired) {
    return ReadRequest.of(
        desired,
        KindNeeds.listed(
            desired.stream()
                .map(ResourceRef::id)
                .map(ResourceId::groupKind)
                .collect(Collectors.toSet()),
            Claim.EVERYTHING,
            NoisePacks.shipped()),
        Claim.EVERYTHING);
  }

  public static ReadRequest everything() {
    return ReadRequest.everything(TrackedKinds.with(Set.of()));
  }
}
