package dev.drift.source.flux.release;

import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.value.Path;
import dev.drift.model.value.Pointer;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.source.flux.ignore.IgnoreRules;
import java.util.List;
import java.util.Optional;

/// What `spec.driftDetection.ignore` of a HelmRelease leaves to the cluster.
///
/// See <https://fluxcd.io/flux/components/helm/helmreleases/#ignore-rules>.
final class DriftIgnores {
  private static final String DISABLED = "helm.toolkit.fluxcd.io/driftDetection";

  private final IgnoreRules rules;

  DriftIgnores(Value.Obj spec) {
    rules = IgnoreRules.of(spec.object("driftDetection"), true);
  }

  /// Clauses about rules that are not applied.
  List<String> refused() {
    return rules.refused();
  }

  /// Why nothing of the object is compared.
  Optional<String> ofWhole(Manifest manifest) {
    Value.Obj metadata = manifest.content().object("metadata");
    boolean disabled =
        List.of("labels", "annotations").stream()
            .anyMatch(it -> metadata.object(it).text(DISABLED).equals(Optional.of("disabled")));
    if (disabled) {
      return Optional.of("it has the mark %s: disabled".formatted(DISABLED));
    }
    return rules.paths(manifest).contains(IgnoreRules.WHOLE)
        ? Optional.of("spec.driftDetection.ignore of the HelmRelease ignores it")
        : Optional.empty();
  }

  /// The object with the paths that it leaves to the cluster.
  Manifest with(Manifest manifest) {
    List<Undetermined> ignored =
        rules.paths(manifest).stream()
            .map(it -> path(it, manifest.content()))
            .map(
                it ->
                    new Undetermined(
                        it,
                        false,
                        "spec.driftDetection.ignore of the HelmRelease ignores this path"))
            .toList();
    return ignored.isEmpty() || !(manifest.origin() instanceof Generated generated)
        ? manifest
        : manifest.with(generated.and(ignored));
  }

  /// A number is a position only in a list.
  private static Path path(String pointer, Value content) {
    Path path = Path.ROOT;
    Optional<Value> at = Optional.of(content);
    for (String token : Pointer.tokens(pointer)) {
      boolean position =
          at.filter(Value.Arr.class::isInstance).isPresent() && token.matches("\\d{1,6}");
      Path.Element element =
          position ? new Path.Index(Integer.parseInt(token)) : new Path.Field(token);
      path = path.plus(element);
      at = at.flatMap(it -> Steps.step(element, it));
    }
    return path;
  }
}
