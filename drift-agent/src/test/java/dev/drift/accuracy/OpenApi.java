package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drift.testkit.AdminClient;
import java.util.HashMap;
import java.util.Map;

/// The schemas that the server publishes.
final class OpenApi {
  private final AdminClient server;
  private final Map<String, JsonNode> components = new HashMap<>();

  OpenApi(AdminClient server) {
    this.server = server;
  }

  Shape of(String apiVersion, String kind) {
    JsonNode schemas = components.computeIfAbsent(apiVersion, this::read);
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    for (JsonNode schema : schemas) {
      for (JsonNode names : schema.path("x-kubernetes-group-version-kind")) {
        if (names.path("group").asText().equals(group)
            && names.path("version").asText().equals(version)
            && names.path("kind").asText().equals(kind)) {
          return Shape.of(schema, schemas);
        }
      }
    }
    throw new IllegalStateException("no schema of %s %s".formatted(apiVersion, kind));
  }

  private JsonNode read(String apiVersion) {
    String prefix = apiVersion.indexOf('/') < 0 ? "api/" : "apis/";
    return server.get("/openapi/v3/" + prefix + apiVersion).path("components").path("schemas");
  }
}
