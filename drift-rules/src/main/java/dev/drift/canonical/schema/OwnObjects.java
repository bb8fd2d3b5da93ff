package dev.drift.canonical.schema;

import dev.drift.model.ResourceId;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Objects that the API server and its controllers create in every cluster, by name, and what they
/// write there where that is always the same.
public final class OwnObjects {
  /// None, for a cluster of which nothing is known.
  public static final OwnObjects NONE = new OwnObjects(Set.of(), List.of());

  /// Stands for any namespace or name.
  private static final String ANY = "*";

  private final Set<ResourceId> names;

  /// Of each version of Kubernetes: an upgraded cluster keeps what an older one wrote.
  private final List<Supplier<Map<ResourceId, Value.Obj>>> contents;

  /// @param contents of this version first, then of the others; read when they are asked for
  OwnObjects(Set<ResourceId> names, List<Supplier<Map<ResourceId, Value.Obj>>> contents) {
    this.names = Set.copyOf(names);
    this.contents = List.copyOf(contents);
  }

  /// Whether Kubernetes creates an object of this name.
  public boolean has(ResourceId id) {
    return names.contains(id)
        || names.contains(new ResourceId(id.groupKind(), ANY, id.name()))
        || names.contains(new ResourceId(id.groupKind(), id.namespace(), ANY));
  }

  /// How many versions there are to ask for a content.
  public int versions() {
    return contents.size();
  }

  /// What a version writes into the object.
  ///
  /// @param version counted from 0, which is that of the server or next to it
  /// @return empty if the content depends on the cluster
  public Value.Obj content(ResourceId id, int version) {
    return contents.get(version).get().getOrDefault(id, Value.Obj.EMPTY);
  }
}
