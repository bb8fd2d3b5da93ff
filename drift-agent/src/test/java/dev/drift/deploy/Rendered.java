package dev.drift.deploy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Manifests as kubectl or Helm printed them.
///
/// @param objects in the order of the text
record Rendered(String text, List<Map<?, ?>> objects) {
  static Rendered of(String text) {
    Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text);
    return new Rendered(
        text,
        StreamSupport.stream(documents.spliterator(), false)
            .filter(Objects::nonNull)
            .<Map<?, ?>>map(it -> (Map<?, ?>) it)
            .toList());
  }

  /// The only object of a kind.
  Map<?, ?> one(String kind) {
    return one(kind, ".*");
  }

  /// The only one whose name matches a pattern.
  Map<?, ?> one(String kind, String name) {
    List<Map<?, ?>> found =
        objects.stream()
            .filter(it -> kind.equals(it.get("kind")))
            .filter(it -> text(it, "metadata", "name").matches(name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("%d objects are %s %s".formatted(found.size(), kind, name));
    }
    return found.getFirst();
  }

  boolean has(String kind) {
    return objects.stream().anyMatch(it -> kind.equals(it.get("kind")));
  }

  /// The Pod template of the CronJob or the Deployment.
  Map<?, ?> template() {
    return has("CronJob")
        ? map(one("CronJob"), "spec", "jobTemplate", "spec", "template")
        : map(one("Deployment"), "spec", "template");
  }

  /// What is at a path of names and indexes.
  static Object at(Object node, Object... path) {
    Object found = node;
    for (Object step : path) {
      found =
          switch (step) {
            case Integer index -> ((List<?>) found).get(index);
            default -> ((Map<?, ?>) found).get(step);
          };
      if (found == null) {
        throw new AssertionError("no %s of %s".formatted(step, List.of(path)));
      }
    }
    return found;
  }

  static String text(Object node, Object... path) {
    return at(node, path).toString();
  }

  static Map<?, ?> map(Object node, Object... path) {
    return (Map<?, ?>) at(node, path);
  }

  /// Empty if there is none.
  static List<?> list(Map<?, ?> node, String name) {
    return node.get(name) instanceof List<?> list ? list : List.of();
  }
}
