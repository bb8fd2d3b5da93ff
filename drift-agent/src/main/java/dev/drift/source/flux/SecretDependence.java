package dev.drift.source.flux;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Which values of an object depend on secrets: those that are others if the secrets are others.
final class SecretDependence {
  private SecretDependence() {}

  /// @param other the same object, rendered with other secrets
  static Set<Path> of(Value object, Value other) {
    Set<Path> found = new HashSet<>();
    compare(Path.ROOT, object, other, found);
    return found;
  }

  /// Whether a name of a field depends on secrets: names are in every report.
  static boolean isInNames(Value one, Value other) {
    return switch (one) {
      case Value.Obj(Map<String, Value> left) ->
          other instanceof Value.Obj(Map<String, Value> right)
              && (!left.keySet().equals(right.keySet())
                  || left.keySet().stream()
                      .anyMatch(
                          name ->
                              isInNames(
                                  left.getOrDefault(name, Value.Null.NULL),
                                  right.getOrDefault(name, Value.Null.NULL))));
      case Value.Arr(List<Value> left) ->
          other instanceof Value.Arr(List<Value> right)
              && IntStream.range(0, Math.min(left.size(), right.size()))
                  .anyMatch(i -> isInNames(left.get(i), right.get(i)));
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> false;
    };
  }

  private static void compare(Path at, Value one, Value other, Set<Path> found) {
    if (one instanceof Value.Obj(Map<String, Value> left)
        && other instanceof Value.Obj(Map<String, Value> right)
        && left.keySet().equals(right.keySet())) {
      for (String name : new TreeSet<>(left.keySet())) {
        compare(
            at.field(name),
            left.getOrDefault(name, Value.Null.NULL),
            right.getOrDefault(name, Value.Null.NULL),
            found);
      }
    } else if (one instanceof Value.Arr(List<Value> left)
        && other instanceof Value.Arr(List<Value> right)
        && left.size() == right.size()) {
      for (int i = 0; i < left.size(); i++) {
        compare(at.plus(new Path.Index(i)), left.get(i), right.get(i), found);
      }
    } else if (!one.equals(other)) {
      found.add(at);
    }
  }
}
