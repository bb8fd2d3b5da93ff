package dev.drift.policy.match;

import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.text.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of texts that are made of settings, as an ignore names them: with dots between the
/// levels.
public final class StructuredText {
  private StructuredText() {}

  /// Whether a difference within a text is at one of these keys, or below.
  static boolean isAt(Set<String> keys, Difference difference) {
    List<Path.Element> elements = difference.path().elements();
    StringBuilder key = new StringBuilder();
    for (int i = difference.ofField().path().elements().size(); i < elements.size(); i++) {
      if (!(elements.get(i) instanceof Path.Field(String name))) {
        return false;
      }
      key.append(key.isEmpty() ? "" : ".").append(name);
      if (keys.contains(key.toString())) {
        return true;
      }
    }
    return false;
  }

  /// Whether two texts that are reported as a whole are the same once the values of these keys are
  /// taken out of both. Text that is not made of keys is never the same.
  static boolean sameBut(Set<String> keys, Path path, String one, String other) {
    String name =
        !path.isRoot() && path.elements().getLast() instanceof Path.Field(String last) ? last : "";
    Optional<Value.Obj> oneMapping = mapping(name, one);
    Optional<Value.Obj> otherMapping = mapping(name, other);
    return oneMapping.isPresent()
        && otherMapping.isPresent()
        && without(keys, oneMapping.get()).equals(without(keys, otherMapping.get()))
        && !oneMapping.equals(otherMapping);
  }

  /// Whether most of what a text sets is at these keys.
  ///
  /// @param name of the file that the text is
  public static boolean isMostly(Set<String> keys, String name, String text) {
    return mapping(name, text)
        .filter(all -> leaves(without(keys, all)) * 2 < leaves(all))
        .isPresent();
  }

  /// How many values there are that hold no others.
  public static int leaves(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) ->
          fields.values().stream().mapToInt(StructuredText::leaves).sum();
      case Value.Arr(List<Value> items) -> items.stream().mapToInt(StructuredText::leaves).sum();
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> 1;
    };
  }

  private static Optional<Value.Obj> mapping(String name, String text) {
    return Settings.read(name, text)
        .map(Settings::root)
        .filter(Value.Obj.class::isInstance)
        .map(Value.Obj.class::cast);
  }

  private static Value.Obj without(Set<String> keys, Value.Obj object) {
    Value.Obj left = object;
    for (String key : keys) {
      left = without(key, left);
    }
    return left;
  }

  /// A dot may be part of a key or stand between two: both are tried.
  private static Value.Obj without(String key, Value.Obj object) {
    Map<String, Value> left = new LinkedHashMap<>();
    object
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals(key)) {
                return;
              }
              boolean around = key.startsWith(name + ".") && value instanceof Value.Obj;
              left.put(
                  name,
                  around ? without(key.substring(name.length() + 1), (Value.Obj) value) : value);
            });
    return new Value.Obj(left);
  }
}
