package dev.drift.bench.endurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A change that a person could make to one object, as a JSON Merge Patch.
///
/// @param object as the daemon names it: `ConfigMap tenant-0001/trino-worker`
/// @param tenant whose it is, counted from 1
/// @param path of the object on the API server
record Edit(String object, int tenant, String path, JsonNode patch) {
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "ConfigMap",
              "/api/v1/namespaces/%s/configmaps/",
              List.of("trino-coordinator", "trino-worker"),
              "{\"data\": {\"jvm.config\": \"-Xmx%dG\"}}"),
          new Kind(
              "ConfigMap",
              "/api/v1/namespaces/%s/configmaps/",
              List.of("trino-catalogs"),
              "{\"data\": {\"tpch.properties\": \"connector.name=tpcds%d\"}}"),
          new Kind(
              "Deployment",
              "/apis/apps/v1/namespaces/%s/deployments/",
              List.of("trino-coordinator", "trino-worker"),
              "{\"spec\": {\"replicas\": 1%d}}"),
          new Kind(
              "Service",
              "/api/v1/namespaces/%s/services/",
              List.of("trino", "nessie", "nessie-db"),
              "{\"spec\": {\"selector\": {\"app\": \"other-%d\"}}}"),
          new Kind(
              "HorizontalPodAutoscaler",
              "/apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers/",
              List.of("trino-gateway"),
              "{\"spec\": {\"maxReplicas\": 10%d}}"),
          new Kind(
              "PodDisruptionBudget",
              "/apis/policy/v1/namespaces/%s/poddisruptionbudgets/",
              List.of("trino-worker"),
              "{\"spec\": {\"maxUnavailable\": 1%d}}"),
          new Kind(
              "CronJob",
              "/apis/batch/v1/namespaces/%s/cronjobs/",
              List.of("expire-snapshots"),
              "{\"spec\": {\"schedule\": \"%d 4 * * *\"}}"));

  /// @param collection with a place for the namespace
  /// @param patch with a place for a number, so that no two edits of an object are the same
  private record Kind(String name, String collection, List<String> objects, String patch) {}

  /// One for each object of which a tenant has one.
  ///
  /// @param number of the round: 1 to 9
  static List<Edit> of(int tenants, int number) {
    List<Edit> edits = new ArrayList<>();
    for (Kind kind : KINDS) {
      for (String object : kind.objects()) {
        for (int i = 1; i <= tenants; i++) {
          String tenant = "tenant-%04d".formatted(i);
          edits.add(
              new Edit(
                  "%s %s/%s".formatted(kind.name(), tenant, object),
                  i,
                  kind.collection().formatted(tenant) + object,
                  json(kind.patch().formatted(number))));
        }
      }
    }
    return edits;
  }

  /// What controllers do all day: the status of a workload.
  static Edit status(int tenant, int number) {
    String name = "tenant-%04d".formatted(tenant);
    return new Edit(
        "Deployment %s/trino-worker".formatted(name),
        tenant,
        "/apis/apps/v1/namespaces/%s/deployments/trino-worker/status".formatted(name),
        json("{\"status\": {\"observedGeneration\": %d}}".formatted(number)));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
