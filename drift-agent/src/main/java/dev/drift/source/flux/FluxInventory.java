package dev.drift.source.flux;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.source.part.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The objects that Flux has applied for a Kustomization, as its status lists them.
/// See <https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory>.
record FluxInventory(List<ResourceId> objects) {
  FluxInventory {
    objects = List.copyOf(objects);
  }

  /// @param inventory of a status
  static FluxInventory of(Value.Obj inventory) {
    List<ResourceId> ids = new ArrayList<>();
    for (Value.Obj entry : inventory.objects("entries")) {
      entry.text("id").flatMap(FluxInventory::id).ifPresent(ids::add);
    }
    return new FluxInventory(ids);
  }

  /// `namespace_name_group_Kind`, with `__` for a colon.
  private static Optional<ResourceId> id(String text) {
    int namespace = text.indexOf('_');
    int kind = text.lastIndexOf('_');
    int group = kind < 0 ? -1 : text.lastIndexOf('_', kind - 1);
    return namespace < 0 || group <= namespace
        ? Optional.empty()
        : Optional.of(
            new ResourceId(
                new GroupKind(text.substring(group + 1, kind), text.substring(kind + 1)),
                text.substring(0, namespace),
                text.substring(namespace + 1, group).replace("__", ":")));
  }

  /// What these manifests have otherwise: a sentence without its full stop. A namespace that is not
  /// written may be any.
  ///
  /// @param isAll whether there are no others
  Optional<String> differenceFrom(Collection<Manifest> manifests, boolean isAll) {
    TreeSet<String> onlyRendered = new TreeSet<>();
    TreeSet<String> onlyApplied = new TreeSet<>();
    for (Manifest manifest : manifests) {
      if (objects.stream().noneMatch(it -> isSame(it, manifest))) {
        onlyRendered.add(name(manifest.kind(), manifest.namespace(), manifest.name()));
      }
    }
    if (isAll) {
      for (ResourceId id : objects) {
        if (manifests.stream().noneMatch(it -> isSame(id, it))) {
          onlyApplied.add(name(id.kind(), id.namespace(), id.name()));
        }
      }
    }
    if (onlyRendered.isEmpty() && onlyApplied.isEmpty()) {
      return Optional.empty();
    }
    List<String> halves = new ArrayList<>();
    if (!onlyRendered.isEmpty()) {
      halves.add("only rendered is " + Names.some(List.copyOf(onlyRendered)));
    }
    if (!onlyApplied.isEmpty()) {
      halves.add("only applied is " + Names.some(List.copyOf(onlyApplied)));
    }
    return Optional.of(
        "what Drift renders of it is not what Flux lists in its inventory: "
            + String.join("; ", halves));
  }

  private static boolean isSame(ResourceId id, Manifest manifest) {
    return id.groupKind().equals(manifest.groupKind())
        && id.name().equals(manifest.name())
        && (manifest.namespace().isEmpty()
            || id.namespace().isEmpty()
            || id.namespace().equals(manifest.namespace()));
  }

  private static String name(String kind, String namespace, String name) {
    return namespace.isEmpty()
        ? "%s %s".formatted(kind, name)
        : "%s %s/%s".formatted(kind, namespace, name);
  }
}
