package dev.drift.snapshot;

import dev.drift.model.value.Path;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes masks out of an object and puts them back.
///
/// In a snapshot, a mask is the text `keyId:mask` at its place, and the places are listed beside
/// the object. So no honest object, whatever its fields are called, can be taken for a mask.
final class MaskFormat {
  private MaskFormat() {}

  /// The object with masks as text.
  ///
  /// @param places receives where masks were, only by fields and indexes, and the facts of each
  static Value.Obj toText(Value.Obj content, Map<Path, SecretFacts> places) {
    return (Value.Obj) toText(content, Path.ROOT, places);
  }

  private static Value toText(Value value, Path here, Map<Path, SecretFacts> places) {
    return switch (value) {
      case Value.Masked(String mask, String keyId, SecretFacts facts) -> {
        places.put(here, facts);
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

  /// @throws IllegalArgumentException if a place is not there or holds no mask
  static Value.Obj fromText(Value.Obj content, Map<Path, SecretFacts> places) {
    List<Place> all = new ArrayList<>();
    places.forEach((path, facts) -> all.add(new Place(path.elements(), facts)));
    return all.isEmpty() ? content : (Value.Obj) fromText(content, all);
  }

  /// @param rest the way that is left to go
  private record Place(List<Path.Element> rest, SecretFacts facts) {
    Place further() {
      return new Place(rest.subList(1, rest.size()), facts);
    }
  }

  private static Value fromText(Value value, List<Place> places) {
    for (Place place : places) {
      if (place.rest().isEmpty()) {
        return mask(value, place.facts());
      }
    }
    Map<Path.Element, List<Place>> steps = new LinkedHashMap<>();
    for (Place place : places) {
      steps.computeIfAbsent(place.rest().getFirst(), _ -> new ArrayList<>()).add(place.further());
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

  private static Value mask(Value value, SecretFacts facts) {
    if (value instanceof Value.Str(String text)) {
      int colon = text.indexOf(':');
      if (colon > 0) {
        return new Value.Masked(text.substring(colon + 1), text.substring(0, colon), facts);
      }
    }
    throw noMask();
  }

  private static IllegalArgumentException noMask() {
    return new IllegalArgumentException("no mask at a place listed as masked");
  }
}
