package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.Set;

/// Which releases keep their records in another namespace than their own. Helm itself never does,
/// so a record that says so needs a HelmRelease that says it too.
/// https://fluxcd.io/flux/components/helm/helmreleases/#storage-namespace
final class HelmStorage {
  private record Elsewhere(String storage, String namespace, String name) {}

  private final Set<Elsewhere> all = new HashSet<>();
  private final boolean known;

  HelmStorage(Records cluster) {
    known = cluster.knows(Kinds.FLUX_HELM_RELEASE);
    for (LiveResource release : cluster.ofKind(Kinds.FLUX_HELM_RELEASE)) {
      String storage =
          Records.status(release).text("storageNamespace").orElse(release.id().namespace());
      for (Value.Obj past : Records.status(release).objects("history")) {
        all.add(
            new Elsewhere(
                storage, past.text("namespace").orElse(""), past.text("name").orElse("")));
      }
    }
  }

  /// Whether the records of this release may be in the namespace `storage`.
  boolean mayHold(String storage, String namespace, String name) {
    return storage.equals(namespace)
        || !known
        || all.contains(new Elsewhere(storage, namespace, name));
  }
}
