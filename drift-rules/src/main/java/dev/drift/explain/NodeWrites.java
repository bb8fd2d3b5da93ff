package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What kubelets, the controllers of Nodes and the cloud's controller write into Nodes that Git
/// declares. Labels, taints and addresses that they would not write are drift.
///
/// See pkg/kubelet/kubelet_node_status.go and pkg/controller/nodelifecycle of Kubernetes.
final class NodeWrites {
  private static final Set<GroupKind> NODE = Set.of(Kinds.NODE);

  private static final String NOT_READY = "node.kubernetes.io/not-ready";

  /// Which condition of the Node makes a taint, and the statuses of it that do.
  private static final Map<String, Map.Entry<String, Set<String>>> CONDITIONS =
      Map.of(
          NOT_READY,
          Map.entry("Ready", Set.of("False")),
          "node.kubernetes.io/unreachable",
          Map.entry("Ready", Set.of("Unknown")),
          "node.kubernetes.io/memory-pressure",
          Map.entry("MemoryPressure", Set.of("True")),
          "node.kubernetes.io/disk-pressure",
          Map.entry("DiskPressure", Set.of("True")),
          "node.kubernetes.io/pid-pressure",
          Map.entry("PIDPressure", Set.of("True")),
          "node.kubernetes.io/network-unavailable",
          Map.entry("NetworkUnavailable", Set.of("True")));

  static final List<Explanation> ALL =
      List.of(
          KnownWrite.where(
              "node-system",
              NODE,
              "the kubelet labels the Node with its operating system",
              (difference, live, _) -> says(live, "operatingSystem", difference),
              "metadata.labels[\"kubernetes.io/os\"]",
              "metadata.labels[\"beta.kubernetes.io/os\"]"),
          KnownWrite.where(
              "node-architecture",
              NODE,
              "the kubelet labels the Node with its architecture",
              (difference, live, _) -> says(live, "architecture", difference),
              "metadata.labels[\"kubernetes.io/arch\"]",
              "metadata.labels[\"beta.kubernetes.io/arch\"]"),
          KnownWrite.where(
              "node-hostname",
              NODE,
              "the kubelet labels the Node with its hostname",
              NodeWrites::isHostname,
              "metadata.labels[\"kubernetes.io/hostname\"]"),
          KnownWrite.where(
              "node-cloud",
              NODE,
              "the cloud controller labels the Node with its region, zone and instance type",
              (_, live, _) -> live.content().object("spec").get("providerID").isPresent(),
              "metadata.labels[\"node.kubernetes.io/instance-type\"]",
              "metadata.labels[\"beta.kubernetes.io/instance-type\"]",
              "metadata.labels[\"topology.kubernetes.io/zone\"]",
              "metadata.labels[\"topology.kubernetes.io/region\"]",
              "metadata.labels[\"failure-domain.beta.kubernetes.io/zone\"]",
              "metadata.labels[\"failure-domain.beta.kubernetes.io/region\"]"),
          KnownWrite.where(
              "node-ttl",
              NODE,
              "the TTL controller records how long kubelets may cache objects",
              ValueTests::isNumber,
              "metadata.annotations[\"node.alpha.kubernetes.io/ttl\"]"),
          KnownWrite.where(
              "node-attach-detach",
              NODE,
              "the kubelet leaves attaching volumes to the attach-detach controller",
              ValueTests.isText("true"),
              "metadata.annotations[\"volumes.kubernetes.io/controller-managed-attach-detach\"]"),
          KnownWrite.always(
              "node-registration",
              NODE,
              "the kubelet, controllers and cloud provider record the Node's addresses and IDs",
              "metadata.annotations[\"csi.volume.kubernetes.io/nodeid\"]",
              "metadata.annotations[\"alpha.kubernetes.io/provided-node-ip\"]",
              "spec.podCIDR",
              "spec.podCIDRs",
              "spec.providerID"),
          KnownWrite.where(
              "node-taints",
              NODE,
              "the node lifecycle controller taints the Node according to its conditions",
              (difference, live, _) -> areOfConditions(difference.live().orElseThrow(), live),
              "spec.taints"));

  private NodeWrites() {}

  private static boolean says(LiveResource node, String field, Difference difference) {
    return node.content().object("status").object("nodeInfo").get(field).equals(difference.live());
  }

  private static boolean isHostname(Difference difference, LiveResource node, World world) {
    List<Value> addresses = node.content().object("status").list("addresses");
    return addresses.stream()
            .filter(Value.Obj.class::isInstance)
            .map(Value.Obj.class::cast)
            .filter(address -> address.text("type").equals(Optional.of("Hostname")))
            .map(address -> address.get("address"))
            .anyMatch(difference.live()::equals)
        || difference.live().equals(Optional.of(Value.of(node.id().name())));
  }

  private static boolean areOfConditions(Value value, LiveResource node) {
    return value instanceof Value.Arr(List<Value> items)
        ? items.stream().allMatch(item -> areOfConditions(item, node))
        : value instanceof Value.Obj taint && isOfCondition(taint, node);
  }

  private static boolean isOfCondition(Value.Obj taint, LiveResource node) {
    String key = taint.text("key").orElse("");
    if (key.equals("node.kubernetes.io/unschedulable")) {
      return node.content().object("spec").get("unschedulable").isPresent();
    }
    if (key.equals(NOT_READY) && !hasCondition(node, "Ready", Set.of("True"))) {
      return true; // admission taints each new Node so, before anything is known of it
    }
    Map.Entry<String, Set<String>> wanted = CONDITIONS.get(key);
    return wanted != null && hasCondition(node, wanted.getKey(), wanted.getValue());
  }

  private static boolean hasCondition(LiveResource node, String type, Set<String> statuses) {
    return node.content().object("status").list("conditions").stream()
        .filter(Value.Obj.class::isInstance)
        .map(Value.Obj.class::cast)
        .filter(condition -> condition.text("type").equals(Optional.of(type)))
        .anyMatch(condition -> statuses.contains(condition.text("status").orElse("")));
  }
}
