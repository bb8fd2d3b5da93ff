package dev.drift.kubernetes.read;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The kinds that control what was read, so that an object is not reported as undeclared only
/// because its controller was not read.
final class ControllerKinds {
  private ControllerKinds() {}

  /// @param matters whether the objects of a namespace matter; that of cluster-scoped ones is empty
  static Set<GroupKind> of(Collection<LiveResource> resources, Predicate<String> matters) {
    Set<GroupKind> kinds = new TreeSet<>();
    for (LiveResource resource : resources) {
      if (matters.test(resource.id().namespace())) {
        resource.controller().map(LiveResource.Controller::kind).ifPresent(kinds::add);
      }
    }
    return kinds;
  }
}
