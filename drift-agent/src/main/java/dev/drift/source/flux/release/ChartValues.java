package dev.drift.source.flux.release;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts the values of a HelmRelease together.
///
/// A port of `ChartValuesFromReferences` in
/// <https://github.com/fluxcd/pkg/blob/chartutil/v1.30.0/chartutil/values.go>. Merging copies only
/// the maps that both sides have, and a target path changes maps in place: so whether inline values
/// win over a target path depends on what came before, as it does there.
final class ChartValues {
  private static final Pattern QUOTES = Pattern.compile("^['\"]+|['\"]+\\z");

  private final Map<String, Object> inline;
  private Map<String, Object> result = new LinkedHashMap<>();

  ChartValues(Value.Obj inline) {
    this.inline = map(inline);
  }

  /// The values of a whole file.
  void add(Value.Obj values) {
    result = merged(result, map(values));
  }

  /// One value.
  ///
  /// @param literal whether it is taken as it is
  /// @throws InvalidValues if the path or the value cannot be parsed
  void add(String targetPath, String value, boolean literal) throws InvalidValues {
    result = merged(result, inline);
    if (literal) {
      SetLine.into(targetPath + "=" + escaped(value), true, result);
      return;
    }
    boolean quoted =
        (value.startsWith("'") && value.endsWith("'"))
            || (value.startsWith("\"") && value.endsWith("\""));
    String text = quoted ? QUOTES.matcher(value).replaceAll("") : value;
    SetLine.into(targetPath + "=" + text, quoted, result);
  }

  /// All of them.
  Value.Obj all() {
    return (Value.Obj) value(merged(result, inline));
  }

  /// Files with values merged as source-controller merges them: later ones win.
  static Value.Obj merged(List<Value.Obj> files) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Value.Obj file : files) {
      all = merged(all, map(file));
    }
    return (Value.Obj) value(all);
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(",", "\\,")
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace("{", "\\{")
        .replace("}", "\\}");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> merged(Map<String, Object> one, Map<String, Object> other) {
    Map<String, Object> all = new LinkedHashMap<>(one);
    other.forEach(
        (name, value) -> {
          Optional<Object> before = Optional.ofNullable(all.get(name));
          if (value instanceof Map<?, ?> && before.filter(Map.class::isInstance).isPresent()) {
            all.put(name, merged((Map<String, Object>) before.get(), (Map<String, Object>) value));
          } else {
            all.put(name, value);
          }
        });
    return all;
  }

  private static Map<String, Object> map(Value.Obj object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.fields().forEach((name, value) -> map.put(name, object(value)));
    return map;
  }

  private static Object object(Value value) {
    return switch (value) {
      case Value.Obj object -> map(object);
      case Value.Arr(List<Value> items) -> {
        List<Object> list = new ArrayList<>();
        items.forEach(it -> list.add(object(it)));
        yield list;
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> value;
    };
  }

  private static Value value(Object object) {
    return switch (object) {
      case Value value -> value;
      case Map<?, ?> map -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        map.forEach((name, value) -> fields.put((String) name, value(value)));
        yield new Value.Obj(fields);
      }
      case List<?> list -> new Value.Arr(list.stream().map(ChartValues::value).toList());
      default -> throw new IllegalStateException("not a value");
    };
  }
}
