package dev.drift.config;

import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.CheckedMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A mapping of a configuration: what [CheckedMapping] reads and checks, and the keys it may have.
final class Mapping {
  private final Value.Obj object;
  private final Path path;
  private final Function<Path, Place> places;
  private final List<Problem> problems;
  private final CheckedMapping fields;

  Mapping(Value.Obj object, Path path, Function<Path, Place> places, List<Problem> problems) {
    this.object = object;
    this.path = path;
    this.places = places;
    this.problems = problems;
    this.fields = new CheckedMapping(object, path, places, problems);
  }

  /// A key without a value is a problem rather than an absent key: `repo:` and nothing behind it is
  /// a slip, and leaving the key out means something.
  void check(KnownKeys keys) {
    for (String key : object.fields().keySet()) {
      if (!keys.names().contains(key)) {
        problem(key, keys.unknown(key));
      } else if (object.get(key).orElseThrow() instanceof Value.Null) {
        problem(key, "%s has no value; add one or remove the key".formatted(key));
      }
    }
  }

  /// All that it says, for who takes any keys.
  Value.Obj content() {
    return object;
  }

  boolean has(String key) {
    return object.get(key).isPresent();
  }

  boolean is(String key, String value) {
    return object.text(key).equals(Optional.of(value));
  }

  /// Text; anything else is a problem.
  Optional<String> text(String key) {
    return fields.text(key);
  }

  /// A list of texts, each checked by `parse`, which throws what an item must be.
  List<String> texts(String key, Function<String, String> parse) {
    return fields.texts(key, parse);
  }

  /// A list of mappings; anything else is a problem.
  List<Mapping> mappings(String key) {
    List<Mapping> mappings = new ArrayList<>();
    switch (object.get(key).orElse(Value.Arr.EMPTY)) {
      case Value.Arr(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          Path item = path.field(key).plus(new Path.Index(i));
          if (items.get(i) instanceof Value.Obj mapping) {
            mappings.add(new Mapping(mapping, item, places, problems));
          } else {
            add(item, "each item of %s must be a mapping".formatted(key));
          }
        }
      }
      // [#check] reports it.
      case Value.Null _ -> {}
      case Value.Obj _, Value.Str _, Value.Num _, Value.Bool _, Value.Masked _ ->
          problem(key, "%s must be a list; start each item with \"- \"".formatted(key));
    }
    return mappings;
  }

  /// The mapping at `key`; anything else is a problem.
  Optional<Mapping> mapping(String key) {
    return switch (object.get(key).orElse(Value.Null.NULL)) {
      case Value.Obj inner -> Optional.of(new Mapping(inner, path.field(key), places, problems));
      // [#check] reports it.
      case Value.Null _ -> Optional.empty();
      case Value.Arr _, Value.Str _, Value.Num _, Value.Bool _, Value.Masked _ -> {
        problem(key, "%s must be a mapping".formatted(key));
        yield Optional.empty();
      }
    };
  }

  /// Whether `key` is a text, and so not a mapping.
  boolean isText(String key) {
    return object.get(key).filter(Value.Str.class::isInstance).isPresent();
  }

  /// `true` or `false`; anything else is a problem.
  Optional<Boolean> bool(String key) {
    return switch (object.get(key).orElse(Value.Null.NULL)) {
      case Value.Bool(boolean bool) -> Optional.of(bool);
      case Value.Null _ -> Optional.empty();
      case Value.Arr _, Value.Str _, Value.Num _, Value.Obj _, Value.Masked _ -> {
        problem(key, "%s must be true or false".formatted(key));
        yield Optional.empty();
      }
    };
  }

  /// A whole number within limits; anything else is a problem.
  Optional<Integer> number(String key, int least, int most) {
    return switch (object.get(key).orElse(Value.Null.NULL)) {
      case Value.Num(BigDecimal number)
          when number.stripTrailingZeros().scale() <= 0
              && number.compareTo(BigDecimal.valueOf(least)) >= 0
              && number.compareTo(BigDecimal.valueOf(most)) <= 0 ->
          Optional.of(number.intValueExact());
      case Value.Null _ -> Optional.empty();
      case Value.Num _, Value.Arr _, Value.Str _, Value.Bool _, Value.Obj _, Value.Masked _ -> {
        problem(key, "%s must be a whole number from %d to %d".formatted(key, least, most));
        yield Optional.empty();
      }
    };
  }

  /// Whether `key` is an empty list.
  boolean isEmptyList(String key) {
    return object.get(key).equals(Optional.of(Value.Arr.EMPTY));
  }

  /// How many problems there are so far, of all mappings of the file.
  int problems() {
    return problems.size();
  }

  Place place(String key) {
    return places.apply(path.field(key));
  }

  void problem(String key, String sentence) {
    add(path.field(key), sentence);
  }

  void problem(String sentence) {
    add(path, sentence);
  }

  private void add(Path at, String sentence) {
    problems.add(Problem.at(places.apply(at), Problem.Code.INVALID_CONFIG, sentence));
  }
}
