package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cluster with the objects of a test.
public record TestCluster(Map<String, Value.Obj> objects) implements ClusterFacts {
  /// @param texts an object each
  public static TestCluster of(String... texts) {
    Map<String, Value.Obj> objects = new HashMap<>();
    for (String text : texts) {
      Value.Obj object = object(text);
      Value.Obj metadata = object.object("metadata");
      objects.put(
          name(
              object.text("kind").orElseThrow(),
              metadata.text("namespace").orElseThrow(),
              metadata.text("name").orElseThrow()),
          object);
    }
    return new TestCluster(objects);
  }

  /// The same with another object.
  TestCluster and(String text) {
    Map<String, Value.Obj> all = new HashMap<>(objects);
    all.putAll(of(text).objects());
    return new TestCluster(all);
  }

  static Value.Obj object(String text) {
    return (Value.Obj)
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile("object.yaml", text.getBytes(UTF_8)))
            .documents()
            .getFirst()
            .value();
  }

  private static String name(String kind, String namespace, String name) {
    return "%s %s/%s".formatted(kind, namespace, name);
  }

  @Override
  public Optional<String> version() {
    return Optional.empty();
  }

  @Override
  public List<String> apiVersions() {
    return List.of();
  }

  @Override
  public Answer object(ResourceRef ref) {
    Value.Obj found =
        objects.get(name(ref.id().groupKind().kind(), ref.id().namespace(), ref.id().name()));
    return found == null ? new Answer.Absent() : new Answer.Found(found);
  }

  @Override
  public Listing objects(GroupKind kind) {
    return new Listing.Found(
        objects.values().stream()
            .filter(
                it ->
                    GroupKind.of(it.text("apiVersion").orElse(""), it.text("kind").orElse(""))
                        .equals(kind))
            .toList());
  }
}
