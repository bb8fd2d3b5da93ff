package dev.drift.owner;

import dev.drift.compare.Yaml;
import dev.drift.model.Cluster;
import dev.drift.model.FieldOwner;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Clusters that tests make up, in which all that [Owners] reads was read.
final class TestCluster {
  private static final Set<String> CLUSTER_SCOPED =
      Set.of("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "Node", "Namespace");

  private TestCluster() {}

  static LiveResource object(String yaml) {
    return LiveObjects.live(Yaml.object(yaml));
  }

  /// The object as its manager wrote it, with all of its top-level fields.
  static LiveResource writtenBy(String manager, LiveResource object) {
    Value.Obj fields = Value.Obj.EMPTY;
    for (String name : object.content().fields().keySet()) {
      fields = fields.with("f:" + name, Value.Obj.EMPTY);
    }
    List<FieldOwner> owners = new ArrayList<>(object.owners());
    owners.add(new FieldOwner(manager, "Update", Optional.empty(), "", fields));
    return new LiveResource(object.ref(), object.content(), owners);
  }

  static LiveState of(LiveResource... objects) {
    return of("v1.36.3", List.of(), objects);
  }

  /// @param unread kinds that might not be read
  static LiveState without(GroupKind unread, LiveResource... objects) {
    return of("v1.36.3", List.of(unread), objects);
  }

  static LiveState of(String version, List<GroupKind> unread, LiveResource... objects) {
    List<GroupKind> kinds =
        Stream.concat(
                Owners.READS.kinds().keySet().stream(),
                Arrays.stream(objects).map(one -> one.id().groupKind()))
            .distinct()
            .toList();
    return new LiveState(
        new Cluster("https://10.0.0.1:6443", version, "test", "uid"),
        Instant.EPOCH,
        kinds.stream().map(TestCluster::served).toList(),
        kinds.stream().map(kind -> coverage(kind, !unread.contains(kind))).toList(),
        Resources.of(Arrays.asList(objects)),
        Map.of(),
        Optional.empty());
  }

  private static String apiVersion(GroupKind kind) {
    return kind.group().isEmpty() ? "v1" : kind.group() + "/v1";
  }

  private static ApiKind served(GroupKind kind) {
    return new ApiKind(
        apiVersion(kind), kind.kind(), "plural", !CLUSTER_SCOPED.contains(kind.kind()));
  }

  private static KindCoverage coverage(GroupKind kind, boolean read) {
    return new KindCoverage(
        apiVersion(kind),
        kind.kind(),
        read ? KindCoverage.Status.READ : KindCoverage.Status.FORBIDDEN,
        0,
        "");
  }
}
