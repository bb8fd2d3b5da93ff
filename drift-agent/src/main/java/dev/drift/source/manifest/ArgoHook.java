package dev.drift.source.manifest;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.Skipped;
import dev.drift.model.value.Value;
import java.util.Optional;

/// What Argo CD runs when it synchronises, and usually deletes afterwards.
/// See <https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/>.
public final class ArgoHook {
  private static final String ANNOTATION = "argocd.argoproj.io/hook";

  private ArgoHook() {}

  /// @return the annotation that makes an object a hook of Argo CD
  public static Optional<String> of(Value.Obj metadata) {
    return metadata.object("annotations").text(ANNOTATION).map(it -> ANNOTATION + ": " + it);
  }

  public static boolean is(Manifest manifest) {
    return of(manifest.content().object("metadata")).isPresent();
  }

  /// @param annotation that makes it a hook
  public static Skipped leftOut(Manifest manifest, String annotation) {
    return new Skipped(
        manifest.origin().places().start(),
        "Argo CD runs the %s as a hook (%s), so it is not compared."
            .formatted(
                new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name()),
                annotation));
  }

  /// @param start of the name
  /// @param annotation that makes it a hook
  public static String leftOut(String kind, String start, String annotation) {
    return "Argo CD runs the %s with the generateName %s as a hook (%s), so it is not compared."
        .formatted(kind, start, annotation);
  }
}
