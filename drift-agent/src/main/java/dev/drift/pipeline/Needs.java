package dev.drift.pipeline;

import dev.drift.evaluate.coverage.KindNeeds;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.model.DesiredResource;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceRef;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.noise.NoisePacks;
import dev.drift.pipeline.request.PolicyRequest;
import dev.drift.world.DesiredState;
import java.util.List;
import java.util.Set;

/// What a run has to read of a cluster.
final class Needs {
  private Needs() {}

  /// @param noise the noise packs in use; the kinds of others are not read
  static ReadRequest of(DesiredState desired, NoisePacks noise) {
    List<ResourceRef> served =
        desired.resources().values().stream()
            .map(DesiredResource::ref)
            // No cluster serves Drift's own documents.
            .filter(ref -> !ref.id().groupKind().equals(NodeProfile.KIND))
            .toList();
    return ReadRequest.of(
            served, KindNeeds.listed(desired.kinds(), desired.claim(), noise), desired.claim())
        .inNamespaces(desired.onlyNamespaces());
  }

  /// All that any check may need.
  static ReadRequest ofAnyCheck() {
    return ReadRequest.everything(TrackedKinds.with(Set.of()));
  }

  static NoisePacks noise(PolicyRequest request) {
    return request.noisePacks() ? NoisePacks.shipped() : NoisePacks.NONE;
  }
}
