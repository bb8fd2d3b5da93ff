package dev.drift.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which lists an API server has: one path for each resource, at its group's preferred version.
final class Discovery {
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  /// Renewed every few seconds for ever, whatever happens in the cluster.
  private static final Set<String> RESTLESS =
      Set.of("leases", "events", "nodes", "csinodes", "componentstatuses");

  private Discovery() {}

  static List<String> listable(ApiClient api) {
    List<String> paths = new ArrayList<>();
    for (String root : List.of("/api", "/apis")) {
      for (Json group : Json.parse(api.get(root, AGGREGATED).body()).items("items")) {
        String name = group.text("metadata", "name");
        Json version = group.items("versions").getFirst();
        String base = root + (name.isEmpty() ? "" : "/" + name) + "/" + version.text("version");
        version.items("resources").stream()
            .filter(resource -> resource.items("verbs").contains(Json.of("list")))
            .map(resource -> resource.text("resource"))
            .filter(resource -> !RESTLESS.contains(resource))
            .map(resource -> base + "/" + resource)
            .forEach(paths::add);
      }
    }
    return paths;
  }
}
