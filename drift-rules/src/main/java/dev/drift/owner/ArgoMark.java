package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Argo CD's annotation says: `<application>:<group>/<Kind>:<namespace>/<name>`.
/// https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
///
/// Its older label `app.kubernetes.io/instance` is everybody's and no mark.
///
/// @param application its name, or `<namespace>_<name>` for one outside of Argo CD's own namespace
/// @param tracked the object that the annotation was written for
record ArgoMark(String application, ResourceId tracked) {
  private static final Pattern ID = Pattern.compile("([^:]+):([^:/]*)/([^:/]+):([^:/]*)/([^/]+)");

  static Optional<ArgoMark> of(LiveResource object) {
    return Records.annotation(object, "argocd.argoproj.io/tracking-id")
        .map(ID::matcher)
        .filter(Matcher::matches)
        .map(
            id ->
                new ArgoMark(
                    id.group(1),
                    new ResourceId(
                        new GroupKind(id.group(2), id.group(3)), id.group(4), id.group(5))));
  }

  /// A controller that makes an object of another copies its annotations too. For a cluster-scoped
  /// object, the annotation names the namespace that the Application deploys to.
  boolean names(ResourceId id) {
    return tracked.groupKind().equals(id.groupKind())
        && tracked.name().equals(id.name())
        && (id.namespace().isEmpty() || tracked.namespace().equals(id.namespace()));
  }

  boolean names(LiveResource found) {
    ResourceId id = found.id();
    return application.equals(id.name()) || application.equals(id.namespace() + "_" + id.name());
  }

  @Override
  public String toString() {
    return "its annotation says that Argo CD Application %s tracks it"
        .formatted(application.replace('_', '/'));
  }
}
