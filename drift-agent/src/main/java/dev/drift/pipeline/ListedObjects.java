package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonWriter;
import dev.drift.model.ResourceRef;
import dev.drift.model.Sha256;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Notes which objects of the cluster a source was rendered with: what was rendered of an unchanged
/// commit is another thing once these change.
final class ListedObjects implements ClusterFacts {
  private static final List<String> IDENTITY = List.of("namespace", "name", "ownerReferences");

  private final ClusterFacts cluster;
  private final Map<GroupKind, String> listed = new ConcurrentHashMap<>();

  ListedObjects(ClusterFacts cluster) {
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  /// What the lists said: a hash of each, by its kind.
  Map<GroupKind, String> listed() {
    return Map.copyOf(listed);
  }

  /// Whether the cluster still says the same.
  static boolean isSame(Map<GroupKind, String> listed, ClusterFacts cluster) {
    return listed.entrySet().stream()
        .allMatch(it -> it.getValue().equals(hash(cluster.objects(it.getKey()))));
  }

  @Override
  public Optional<String> version() {
    return cluster.version();
  }

  @Override
  public List<String> apiVersions() {
    return cluster.apiVersions();
  }

  @Override
  public Answer object(ResourceRef ref) {
    return cluster.object(ref);
  }

  @Override
  public Listing objects(GroupKind kind) {
    Listing found = cluster.objects(kind);
    listed.put(kind, hash(found));
    return found;
  }

  private static String hash(Listing listing) {
    return switch (listing) {
      case Listing.Unknown(String why) -> why;
      case Listing.Found(List<Value.Obj> contents) ->
          Sha256.hex(
              contents.stream()
                  .map(ListedObjects::declared)
                  .sorted()
                  .collect(Collectors.joining("\n")));
    };
  }

  /// Without what controllers write all the time.
  private static String declared(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    Value.Obj identity = Value.Obj.EMPTY;
    for (String field : IDENTITY) {
      identity = identity.with(field, metadata.get(field).orElse(Value.Null.NULL));
    }
    return JsonWriter.text(
        content.without("status").without("operation").with("metadata", identity));
  }
}
