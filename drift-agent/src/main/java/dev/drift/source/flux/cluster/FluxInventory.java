package dev.drift.source.flux.cluster;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.source.part.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Flux lists in the `status.inventory` of a Kustomization or HelmRelease:
/// <https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory>.
public final class FluxInventory {
  private FluxInventory() {}

  /// @param status of the object; empty if it has no inventory
  public static Optional<Inventory> of(Value.Obj status) {
    if (status.get("inventory").isEmpty()) {
      return Optional.empty();
    }
    List<ResourceId> ids = new ArrayList<>();
    for (Value.Obj entry : status.object("inventory").objects("entries")) {
      entry.text("id").flatMap(FluxInventory::id).ifPresent(ids::add);
    }
    return Optional.of(new Inventory(ids));
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
}
