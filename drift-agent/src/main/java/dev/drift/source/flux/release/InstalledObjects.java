package dev.drift.source.flux.release;

import dev.drift.model.value.Value;
import dev.drift.source.flux.cluster.FluxInventory;
import dev.drift.source.part.Inventory;
import java.util.Optional;

/// What helm-controller lists of the objects that it installed. It does so since its version 1.5,
/// whenever Helm writes a release. See
/// <https://github.com/fluxcd/helm-controller/blob/main/internal/inventory/inventory.go>.
final class InstalledObjects {
  private InstalledObjects() {}

  /// Empty if it is not known, or if what was installed is not what the HelmRelease says now.
  ///
  /// @param release the HelmRelease in the cluster
  static Optional<Inventory> of(Value.Obj release) {
    Value.Obj status = release.object("status");
    return status.objects("history").stream()
            .findFirst()
            .filter(
                _ -> isSame(status, "observedGeneration", release.object("metadata"), "generation"))
            .filter(it -> isSame(status, "lastAttemptedRevision", it, "chartVersion"))
            .filter(it -> isSame(status, "lastAttemptedConfigDigest", it, "configDigest"))
            .filter(it -> it.text("status").equals(Optional.of("deployed")))
            .isPresent()
        ? FluxInventory.of(status)
        : Optional.empty();
  }

  private static boolean isSame(Value.Obj one, String field, Value.Obj other, String otherField) {
    return one.get(field).isPresent() && one.get(field).equals(other.get(otherField));
  }
}
