package dev.drift.secret;

import dev.drift.model.ResourceId;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Which values of resources are secret because a source has encrypted them, or their renderer took
/// them from Secrets. The live values at these paths are secret too: they may be those of before.
final class SecretPaths {
  static final SecretPaths NONE = new SecretPaths(Map.of());

  private final Map<ResourceId, Set<Path>> paths;
  private final Map<ResourceId, Node> byId;

  private SecretPaths(Map<ResourceId, Set<Path>> paths) {
    this.paths = Map.copyOf(paths);
    this.byId = new HashMap<>();
    paths.forEach(
        (id, secrets) -> {
          Node root = new Node();
          secrets.forEach(path -> add(path, root));
          byId.put(id, root);
        });
  }

  /// What is below a place: fields, or any item.
  private static final class Node {
    private final Map<String, Node> fields = new HashMap<>();
    private final List<Node> items = new ArrayList<>();
    private boolean secret;
  }

  static SecretPaths of(Map<ResourceId, Set<Path>> paths) {
    return paths.isEmpty() ? NONE : new SecretPaths(paths);
  }

  boolean are(Map<ResourceId, Set<Path>> others) {
    return paths.equals(others);
  }

  private static void add(Path path, Node root) {
    Node at = root;
    for (Path.Element element : path.elements()) {
      at =
          switch (element) {
            case Path.Field(String name) -> at.fields.computeIfAbsent(name, _ -> new Node());
            case Path.Key _, Path.Member _, Path.Index _ -> {
              if (at.items.isEmpty()) {
                at.items.add(new Node());
              }
              yield at.items.getFirst();
            }
          };
    }
    at.secret = true;
  }

  /// The content with a mask in the place of each of these values.
  ///
  /// @param mask of a whole value
  Value.Obj masked(ResourceId id, Value.Obj content, UnaryOperator<Value> mask) {
    Node root = byId.get(id);
    return root != null && masked(content, root, mask) instanceof Value.Obj masked
        ? masked
        : content;
  }

  private static Value masked(Value value, Node node, UnaryOperator<Value> mask) {
    if (node.secret) {
      return mask.apply(value);
    }
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) when node.items.isEmpty() -> {
        Map<String, Value> masked = new LinkedHashMap<>();
        fields.forEach(
            (name, field) -> {
              Node inner = node.fields.get(name);
              masked.put(name, inner == null ? field : masked(field, inner, mask));
            });
        yield new Value.Obj(masked);
      }
      case Value.Arr(List<Value> items) when node.fields.isEmpty() ->
          new Value.Arr(items.stream().map(it -> masked(it, node.items.getFirst(), mask)).toList());
      // Of another shape than in Git, so that nobody knows what of it is secret.
      case Value.Obj _,
          Value.Arr _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Null _,
          Value.Masked _ ->
          mask.apply(value);
    };
  }
}
