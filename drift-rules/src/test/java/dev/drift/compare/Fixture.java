package dev.drift.compare;

import dev.drift.canonical.Canonical;
import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.TypeTable;
import dev.drift.explain.Explainer;
import dev.drift.model.Cluster;
import dev.drift.model.Difference;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.value.Value;
import dev.drift.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One desired and one live object with what else is in the cluster, from a folder:
/// `desired.yaml`, `live.yaml`, `expected.yaml`, and `cluster.yaml` where it matters.
record Fixture(
    Value.Obj desired,
    Value.Obj live,
    Value.Obj expected,
    KindSchema schema,
    Schemas schemas,
    LiveState cluster) {
  static final TypeTable TABLE = TypeTable.newest();

  static Fixture of(Path folder) throws IOException {
    Value.Obj live = Yaml.objects(folder.resolve("live.yaml")).getFirst();
    List<Value.Obj> objects = new ArrayList<>(List.of(live));
    Path others = folder.resolve("cluster.yaml");
    if (Files.exists(others)) {
      objects.addAll(0, Yaml.objects(others));
    }
    LiveState cluster =
        new LiveState(
            new Cluster("https://example", "v1.36.3", "test", "uid"),
            Instant.EPOCH,
            List.of(),
            List.of(
                read("v1", "PersistentVolumeClaim"),
                read("v1", "PersistentVolume"),
                read("storage.k8s.io/v1", "StorageClass"),
                read("networking.k8s.io/v1", "IngressClass")),
            Resources.of(objects.stream().map(LiveObjects::live).toList()),
            Map.of(),
            Optional.empty());
    Schemas schemas = Schemas.of(TABLE, cluster);
    Value.Obj desired = Yaml.objects(folder.resolve("desired.yaml")).getFirst();
    KindSchema schema =
        schemas.schema(text(desired, "apiVersion"), text(desired, "kind")).orElseThrow();
    Value.Obj expected = Yaml.objects(folder.resolve("expected.yaml")).getFirst();
    return new Fixture(desired, live, expected, schema, schemas, cluster);
  }

  private static KindCoverage read(String apiVersion, String kind) {
    return new KindCoverage(apiVersion, kind, KindCoverage.Status.READ, 0, "");
  }

  private static String text(Value.Obj object, String field) {
    return object.text(field).orElseThrow();
  }

  Canonical canonical() {
    return canonical(desired);
  }

  Canonical canonical(Value.Obj manifest) {
    return new Canonicaliser(schemas).canonical(schema, manifest);
  }

  Value.Obj normal() {
    return normal(live);
  }

  Value.Obj normal(Value.Obj object) {
    return new Canonicaliser(schemas).normal(schema, object);
  }

  /// As the program does it: with what the object is compared with at hand.
  Value.Obj normal(Value.Obj object, Value.Obj canonical) {
    return new Canonicaliser(schemas).normal(schema, object, canonical);
  }

  Comparison compare(Canonical from, Value.Obj to) {
    return new Comparer(schemas).compare(LiveObjects.ref(desired), schema, from, to);
  }

  /// What nothing explains.
  boolean isDrift(Difference difference) {
    return explanation(difference).isEmpty();
  }

  Optional<String> explanation(Difference difference) {
    ResourceRef ref = LiveObjects.ref(live);
    return new Explainer(Worlds.of(cluster))
        .explain(difference, new LiveResource(ref, live, List.of()));
  }
}
