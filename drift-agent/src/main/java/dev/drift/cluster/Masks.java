package dev.drift.cluster;

import dev.drift.model.Path;
import dev.drift.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes masks out of an object and puts them back.
///
/// In a snapshot a mask is the text `keyId:mask` at its place, and the places stand beside the
/// object. So no honest object, whatever its fields are called, can be taken for a mask.
final class Masks {
  private Masks() {}

  /// The object with masks as text.
  ///
  /// @param places receives where masks were: fields and indexes alone
  static Value.Obj toText(Value.Obj content, Collection<Path> places) {
    return (Value.Obj) toText(content, Path.ROOT, places);
  }

  private static Value toText(Value value, Path here, Collection<Path> places) {
    return switch (value) {
      case Value.Masked(String mask, String keyId) -> {
        places.add(here);
        yield Value.of(keyId + ":" + mask);
      }
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> copy = new LinkedHashMap<>();
        fields.forEach((name, field) -> copy.put(name, toText(field, here.field(name), places)));
        yield new Value.Obj(copy);
      }
      case Value.Arr(List<Value> items) -> {
        List<Value> copy = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
          copy.add(toText(items.get(i), here.plus(new Path.Index(i)), places));
        }
        yield new Value.Arr(copy);
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _ -> value;
    };
  }

  /// @throws IllegalArgumentException where a place is not there or holds no mask
  static Value.Obj fromText(Value.Obj content, Collection<Path> places) {
    return places.isEmpty()
        ? content
        : (Value.Obj) fromText(content, places.stream().map(Path::elements).toList());
  }

  private static Value fromText(Value value, List<List<Path.Element>> places) {
    if (places.stream().anyMatch(List::isEmpty)) {
      return mask(value);
    }
    Map<Path.Element, List<List<Path.Element>>> steps = new LinkedHashMap<>();
    for (List<Path.Element> place : places) {
      steps
          .computeIfAbsent(place.getFirst(), _ -> new ArrayList<>())
          .add(place.subList(1, place.size()));
    }
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> copy = new LinkedHashMap<>(fields);
        steps.forEach(
            (step, rest) -> {
              if (!(step instanceof Path.Field(String name)) || !fields.containsKey(name)) {
                throw noMask();
              }
              copy.computeIfPresent(name, (_, field) -> fromText(field, rest));
            });
        yield new Value.Obj(copy);
      }
      case Value.Arr(List<Value> items) -> {
        List<Value> copy = new ArrayList<>(items);
        steps.forEach(
            (step, rest) -> {
              if (!(step instanceof Path.Index(int index)) || index >= items.size()) {
                throw noMask();
              }
              copy.set(index, fromText(items.get(index), rest));
            });
        yield new Value.Arr(copy);
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> throw noMask();
    };
  }

  private static Value mask(Value value) {
    if (value instanceof Value.Str(String text)) {
      int colon = text.indexOf(':');
      if (colon > 0) {
        return new Value.Masked(text.substring(colon + 1), text.substring(0, colon));
      }
    }
    throw noMask();
  }

  private static IllegalArgumentException noMask() {
    return new IllegalArgumentException("there is no mask at a place that is said to be masked");
  }
}
