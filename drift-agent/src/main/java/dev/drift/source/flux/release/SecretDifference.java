package dev.drift.source.flux.release;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the values of an object that are others if secrets are others.
final class SecretDifference {
  /// What identifies an item of a list, and so is in the paths of reports: the keys of lists in
  /// <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>.
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "key",
          "type",
          "port",
          "containerPort",
          "protocol",
          "mountPath",
          "devicePath",
          "ip",
          "uid",
          "kind",
          "topologyKey",
          "whenUnsatisfiable",
          "resourceName");

  private static final List<Path> SHOWN =
      List.of(
          Path.of("apiVersion"),
          Path.of("kind"),
          Path.of("metadata", "name"),
          Path.of("metadata", "generateName"),
          Path.of("metadata", "namespace"));

  private final Set<Path> found = new HashSet<>();
  private boolean isShown;

  private SecretDifference() {}

  /// @param other the same object, rendered with other secrets
  /// @return empty if a secret is in what reports show: what the object is, where it is, and the
  ///     names of its fields
  static Optional<Set<Path>> between(Value.Obj object, Value.Obj other) {
    SecretDifference difference = new SecretDifference();
    difference.compare(Path.ROOT, object, other, false);
    return difference.isShown || difference.found.stream().anyMatch(SHOWN::contains)
        ? Optional.empty()
        : Optional.of(Set.copyOf(difference.found));
  }

  private void compare(Path at, Value one, Value other, boolean inList) {
    if (one instanceof Value.Obj(Map<String, Value> left)) {
      if (!(other instanceof Value.Obj(Map<String, Value> right))
          || !left.keySet().equals(right.keySet())) {
        isShown = true;
        return;
      }
      for (String name : new TreeSet<>(left.keySet())) {
        Value inner = left.getOrDefault(name, Value.Null.NULL);
        Value counterpart = right.getOrDefault(name, Value.Null.NULL);
        isShown |= inList && KEYS.contains(name) && !inner.equals(counterpart);
        compare(at.field(name), inner, counterpart, false);
      }
    } else if (one instanceof Value.Arr(List<Value> left)) {
      if (!(other instanceof Value.Arr(List<Value> right)) || left.size() != right.size()) {
        isShown |= hasFields(one);
        found.add(at);
        return;
      }
      for (int i = 0; i < left.size(); i++) {
        compare(at.plus(new Path.Index(i)), left.get(i), right.get(i), true);
      }
    } else if (!one.equals(other)) {
      found.add(at);
    }
  }

  private static boolean hasFields(Value value) {
    return switch (value) {
      case Value.Obj _ -> true;
      case Value.Arr(List<Value> items) -> items.stream().anyMatch(SecretDifference::hasFields);
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> false;
    };
  }
}
