package dev.drift.testkit;

import com.fasterxml.jackson.databind.JsonNode;
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

  /// Measured anew for each answer.
  private static final String MEASURED = "metrics.k8s.io";

  private Discovery() {}

  static List<String> listable(ApiClient api) {
    List<String> paths = new ArrayList<>();
    for (String root : List.of("/api", "/apis")) {
      for (JsonNode group : api.get(root, AGGREGATED).json().path("items")) {
        String name = group.at("/metadata/name").asText();
        if (name.equals(MEASURED)) {
          continue;
        }
        JsonNode version = group.path("versions").path(0);
        String base =
            root + (name.isEmpty() ? "" : "/" + name) + "/" + version.path("version").asText();
        version
            .path("resources")
            .valueStream()
            .filter(
                resource ->
                    resource
                        .path("verbs")
                        .valueStream()
                        .anyMatch(verb -> verb.asText().equals("list")))
            .map(resource -> resource.path("resource").asText())
            .filter(resource -> !RESTLESS.contains(resource))
            .map(resource -> base + "/" + resource)
            .forEach(paths::add);
      }
    }
    return paths;
  }
}
