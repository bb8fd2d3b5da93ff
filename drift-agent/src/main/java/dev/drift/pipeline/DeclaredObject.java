package dev.drift.pipeline;

import dev.drift.model.LiveResource;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object of the first cluster, and what the second should have in its place.
///
/// @param object as it is
/// @param content as the second cluster should have it
record DeclaredObject(LiveResource object, ResourceId id, Value.Obj content) {
  /// Positions in lists as numbers: 9 before 10.
  private static final Comparator<Path> BY_POSITION =
      (one, other) -> {
        int common = Math.min(one.elements().size(), other.elements().size());
        for (int i = 0; i < common; i++) {
          int order = compare(one.elements().get(i), other.elements().get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(one.elements().size(), other.elements().size());
      };

  private static int compare(Path.Element one, Path.Element other) {
    return one instanceof Path.Index(int a) && other instanceof Path.Index(int b)
        ? Integer.compare(a, b)
        : new Path(List.of(one)).compareTo(new Path(List.of(other)));
  }

  /// The same without values that nobody set: the cluster or a controller wrote them.
  DeclaredObject without(Collection<Path> paths) {
    return new DeclaredObject(object, id, without(paths, content));
  }

  /// The later items of a list first, so that the earlier ones keep their positions.
  static Value.Obj without(Collection<Path> paths, Value.Obj content) {
    Value.Obj left = content;
    for (Path path : paths.stream().sorted(BY_POSITION.reversed()).toList()) {
      left = (Value.Obj) without(path.elements(), left);
    }
    return left;
  }

  private static Value without(List<Path.Element> rest, Value value) {
    Path.Element step = rest.getFirst();
    List<Path.Element> further = rest.subList(1, rest.size());
    if (step instanceof Path.Field(String name) && value instanceof Value.Obj object) {
      Optional<Value> inner = object.get(name);
      return inner.isEmpty()
          ? object
          : further.isEmpty()
              ? object.without(name)
              : object.with(name, without(further, inner.get()));
    }
    Optional<Integer> item = Steps.item(step, value);
    if (item.isEmpty() || !(value instanceof Value.Arr(List<Value> items))) {
      return value;
    }
    int at = item.get();
    List<Value> left = new ArrayList<>(items);
    if (further.isEmpty()) {
      left.remove(at);
    } else {
      left.set(at, without(further, items.get(at)));
    }
    return new Value.Arr(left);
  }

  /// @param side what the first cluster is called, which takes the place of a file
  Manifest manifest(String side) {
    return manifest(content, id, side);
  }

  /// The object as it is, without these paths.
  Manifest own(Collection<Path> paths, String side) {
    return manifest(without(paths, object.content()), object.id(), side);
  }

  private Manifest manifest(Value.Obj value, ResourceId named, String side) {
    return new Manifest(
        object.ref().apiVersion(),
        named.kind(),
        named.namespace(),
        named.name(),
        value,
        new Origin.Written(
            new Places(side, 0, new Places.Node(1, 1, 0, 0, false, Map.of(), List.of()))));
  }

  ResourceRef ref() {
    return new ResourceRef(object.ref().apiVersion(), id);
  }
}
