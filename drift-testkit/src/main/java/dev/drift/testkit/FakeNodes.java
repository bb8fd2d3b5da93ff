package dev.drift.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The nodes that kwok pretends to run: each 32 CPUs, 128 GiB, a zone of its own.
///
/// @param untainted whether controllers run, which take the not-ready taint away
record FakeNodes(ApiClient api, int count, boolean untainted) {
  private static final Map<String, String> CAPACITY =
      Map.of(
          "cpu",
          "32",
          "memory",
          "128Gi",
          "pods",
          "250",
          "ephemeral-storage",
          "1Ti",
          "hugepages-2Mi",
          "0");

  void create() {
    IntStream.rangeClosed(1, count).mapToObj(FakeNodes::node).forEach(this::create);
  }

  boolean ready() {
    return api.read("/api/v1/nodes").path("items").valueStream().filter(this::isReady).count()
        >= count;
  }

  private void create(Map<String, ?> node) {
    ApiClient.Answer answer = api.create("/api/v1/nodes", node);
    if (!answer.succeeded() && answer.status() != 409) {
      throw new ControlPlaneException("The node was refused: " + answer.body());
    }
  }

  private boolean isReady(JsonNode node) {
    return node.at("/status/conditions")
            .valueStream()
            .anyMatch(
                condition ->
                    condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"))
        && (!untainted || node.at("/spec/taints").isEmpty());
  }

  private static Map<String, ?> node(int number) {
    String name = "node-" + number;
    Map<String, String> labels =
        Map.of(
            "kubernetes.io/hostname",
            name,
            "kubernetes.io/os",
            "linux",
            "kubernetes.io/arch",
            "amd64",
            "topology.kubernetes.io/region",
            "test",
            "topology.kubernetes.io/zone",
            "test-" + number);
    List<Map<String, String>> addresses =
        List.of(
            Map.of("type", "InternalIP", "address", "10.250.0." + number),
            Map.of("type", "Hostname", "address", name));
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Node",
        "metadata",
        Map.of("name", name, "labels", labels),
        "status",
        Map.of("capacity", CAPACITY, "allocatable", CAPACITY, "addresses", addresses));
  }
}
