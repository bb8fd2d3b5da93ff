package dev.drift.testkit;

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
    return api.read("/api/v1/nodes").items("items").stream().filter(this::isReady).count() >= count;
  }

  private void create(Json node) {
    ApiClient.Answer answer = api.create("/api/v1/nodes", node);
    if (!answer.succeeded() && answer.status() != 409) {
      throw new ControlPlaneException("The node was refused: " + answer.body());
    }
  }

  private boolean isReady(Json node) {
    return node.items("status", "conditions").stream()
            .anyMatch(
                condition ->
                    condition.text("type").equals("Ready")
                        && condition.text("status").equals("True"))
        && (!untainted || node.items("spec", "taints").isEmpty());
  }

  private static Json node(int number) {
    String name = "node-" + number;
    return Json.object(
        "apiVersion",
        "v1",
        "kind",
        "Node",
        "metadata",
        Json.object(
            "name",
            name,
            "labels",
            Json.object(
                "kubernetes.io/hostname", name,
                "kubernetes.io/os", "linux",
                "kubernetes.io/arch", "amd64",
                "topology.kubernetes.io/region", "test",
                "topology.kubernetes.io/zone", "test-" + number)),
        "status",
        Json.object(
            "capacity", CAPACITY,
            "allocatable", CAPACITY,
            "addresses",
                Json.of(
                    java.util.List.of(
                        Json.object("type", "InternalIP", "address", "10.250.0." + number),
                        Json.object("type", "Hostname", "address", name)))));
  }
}
