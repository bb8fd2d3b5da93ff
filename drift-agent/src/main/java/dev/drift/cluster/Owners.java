package dev.drift.cluster;

import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// Who controls what was read, so that an object is not taken for one that somebody added while
/// its controller was only not looked at.
final class Owners {
  private Owners() {}

  /// @param namespaces whose objects matter, beside those in no namespace
  static Set<GroupKind> kinds(Collection<LiveResource> resources, Set<String> namespaces) {
    Set<GroupKind> kinds = new TreeSet<>();
    for (LiveResource resource : resources) {
      String namespace = resource.id().namespace();
      if (namespace.isEmpty() || namespaces.contains(namespace)) {
        resource.controller().map(LiveResource.Controller::kind).ifPresent(kinds::add);
      }
    }
    return kinds;
  }
}
