package dev.drift.plan;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Labels and annotations by which deployers find what they deployed, to upgrade or delete it.
///
/// They are not in Git. If Drift cannot read the record that explains one, it is reported; to
/// remove it would leave the object behind for ever when Git drops it.
final class DeployerMarks {
  private static final String HELM = "Helm";

  /// It may name anybody, but only Helm goes by it.
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private static final Map<String, String> BY_KEY =
      Map.ofEntries(
          Map.entry("kustomize.toolkit.fluxcd.io/name", "Flux"),
          Map.entry("kustomize.toolkit.fluxcd.io/namespace", "Flux"),
          Map.entry("helm.toolkit.fluxcd.io/name", "Flux"),
          Map.entry("helm.toolkit.fluxcd.io/namespace", "Flux"),
          Map.entry("resourceset.fluxcd.controlplane.io/name", "Flux"),
          Map.entry("resourceset.fluxcd.controlplane.io/namespace", "Flux"),
          Map.entry("argocd.argoproj.io/tracking-id", "Argo CD"),
          Map.entry("meta.helm.sh/release-name", HELM),
          Map.entry("meta.helm.sh/release-namespace", HELM),
          Map.entry(MANAGED_BY, HELM),
          Map.entry("applyset.kubernetes.io/part-of", "kubectl apply --applyset"));

  private DeployerMarks() {}

  /// Whose mark the difference adds; empty if it adds none.
  static Optional<String> added(Difference difference) {
    List<Path.Element> elements = difference.livePath().elements();
    return difference.change() == Change.ADDED
            && elements.size() == 3
            && elements.get(0).equals(new Path.Field("metadata"))
            && elements.get(2) instanceof Path.Field(String key)
            && (elements.get(1).equals(new Path.Field("labels"))
                || elements.get(1).equals(new Path.Field("annotations")))
            && (!key.equals(MANAGED_BY) || difference.live().equals(Optional.of(Value.of(HELM))))
        ? Optional.ofNullable(BY_KEY.get(key))
        : Optional.empty();
  }
}
