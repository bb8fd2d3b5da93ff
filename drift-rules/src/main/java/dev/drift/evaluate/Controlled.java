package dev.drift.evaluate;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.kind.GroupKind;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which objects name which object as their controller, whether that is there or not.
final class Controlled {
  private final Map<Controller, Set<ResourceId>> byController;

  private record Controller(GroupKind kind, String name) {}

  private Controlled(Map<Controller, Set<ResourceId>> byController) {
    this.byController = byController;
  }

  static Controlled of(Resources<LiveResource> objects) {
    Controlled all = new Controlled(new HashMap<>());
    objects.values().forEach(all::add);
    return all;
  }

  /// After these objects were added, modified or deleted.
  Controlled next(
      Resources<LiveResource> before,
      Resources<LiveResource> after,
      Collection<ResourceId> changed) {
    Controlled next = new Controlled(new HashMap<>(byController));
    for (ResourceId id : changed) {
      Optional.ofNullable(before.get(id)).ifPresent(next::remove);
      Optional.ofNullable(after.get(id)).ifPresent(next::add);
    }
    return next;
  }

  private void add(LiveResource object) {
    controller(object)
        .ifPresent(named -> byController.merge(named, Set.of(object.id()), Controlled::join));
  }

  private void remove(LiveResource object) {
    controller(object)
        .ifPresent(
            named ->
                byController.computeIfPresent(
                    named,
                    (_, ids) -> {
                      Set<ResourceId> left = new HashSet<>(ids);
                      left.remove(object.id());
                      return left.isEmpty() ? null : Collections.unmodifiableSet(left);
                    }));
  }

  private static Set<ResourceId> join(Set<ResourceId> some, Set<ResourceId> more) {
    Set<ResourceId> all = new HashSet<>(some);
    all.addAll(more);
    return Collections.unmodifiableSet(all);
  }

  private static Optional<Controller> controller(LiveResource object) {
    return object.controller().map(named -> new Controller(named.kind(), named.name()));
  }

  /// These objects and all that they control, directly or not.
  Set<ResourceId> with(Collection<ResourceId> some) {
    Set<ResourceId> all = new HashSet<>(some);
    Deque<ResourceId> open = new ArrayDeque<>(all);
    while (!open.isEmpty()) {
      ResourceId id = open.poll();
      Controller controller = new Controller(id.groupKind(), id.name());
      for (ResourceId child : byController.getOrDefault(controller, Set.of())) {
        boolean near = id.namespace().isEmpty() || id.namespace().equals(child.namespace());
        if (near && all.add(child)) {
          open.add(child);
        }
      }
    }
    return all;
  }
}
