package dev.drift.policy;

import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/// A mapping of a policy or a noise pack while it is read: reports all problems, each at its place,
/// and quotes no value.
public final class CheckedMapping {
  private final Value.Obj object;
  private final Path path;
  private final Function<Path, Place> places;
  private final List<Problem> problems;
  private final Set<String> known = new HashSet<>();

  /// @param path where the mapping stands
  /// @param problems takes what is found wrong
  public CheckedMapping(
      Value.Obj object, Path path, Function<Path, Place> places, List<Problem> problems) {
    this.object = object;
    this.path = path;
    this.places = places;
    this.problems = problems;
  }

  public Place place() {
    return places.apply(path);
  }

  public boolean has(String name) {
    return object.get(name).filter(value -> !(value instanceof Value.Null)).isPresent();
  }

  /// Text; anything else is a problem.
  public Optional<String> text(String name) {
    known.add(name);
    if (!has(name)) {
      return Optional.empty();
    }
    Optional<String> text = object.text(name);
    if (text.isEmpty()) {
      problem(name, name + " must be a string; quote it");
    }
    return text;
  }

  /// A whole number of at least 1; anything else is a problem.
  public OptionalInt count(String name) {
    known.add(name);
    if (!has(name)) {
      return OptionalInt.empty();
    }
    if (object.get(name).orElseThrow() instanceof Value.Num(BigDecimal number)) {
      try {
        int count = number.intValueExact();
        if (count >= 1) {
          return OptionalInt.of(count);
        }
      } catch (ArithmeticException _) {
        // a fraction, or more than anybody means
      }
    }
    problem(name, name + " must be a whole number of at least 1");
    return OptionalInt.empty();
  }

  /// Text turned into something; what cannot be is a problem.
  public <T> Optional<T> parsed(String name, Function<String, T> parse) {
    return text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (IllegalArgumentException e) {
                problem(name, name + " " + e.getMessage());
                return Optional.empty();
              }
            });
  }

  /// Text that has to be there; a placeholder such as `<why>` is none.
  public Optional<String> required(String name, String meaning) {
    Optional<String> text = text(name);
    if (!has(name) || text.filter(String::isBlank).isPresent()) {
      problem(name, "%s is missing: %s".formatted(name, meaning));
      return Optional.empty();
    }
    if (text.filter(t -> t.strip().matches("<.*>")).isPresent()) {
      problem(name, "%s is still a placeholder: enter %s".formatted(name, meaning));
      return Optional.empty();
    }
    return text;
  }

  /// A day that has to be there.
  public Optional<LocalDate> day(String name, String meaning) {
    return required(name, meaning)
        .flatMap(
            text -> {
              try {
                return Optional.of(LocalDate.parse(text));
              } catch (DateTimeParseException _) {
                problem(name, "%s is not a date: enter %s".formatted(name, meaning));
                return Optional.empty();
              }
            });
  }

  /// A list of texts, each turned into something; what cannot be is a problem.
  public <T> List<T> texts(String name, Function<String, T> parse) {
    List<T> parsed = new ArrayList<>();
    for (Item item : items(name)) {
      if (!(item.value() instanceof Value.Str(String text))) {
        problem(item.path(), name + " has an item that is not a string; quote it");
        continue;
      }
      try {
        parsed.add(parse.apply(text));
      } catch (IllegalArgumentException e) {
        problem(item.path(), "an item of %s %s".formatted(name, e.getMessage()));
      }
    }
    return parsed;
  }

  /// A mapping of texts.
  public Map<String, String> map(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name)
        .ifPresent(
            inner ->
                inner
                    .object
                    .fields()
                    .keySet()
                    .forEach(key -> inner.text(key).ifPresent(text -> texts.put(key, text))));
    return texts;
  }

  /// The mapping at `name`; anything else is a problem.
  public Optional<CheckedMapping> object(String name) {
    known.add(name);
    if (!has(name)) {
      return Optional.empty();
    }
    if (!(object.get(name).orElseThrow() instanceof Value.Obj inner)) {
      problem(name, name + " must be a mapping");
      return Optional.empty();
    }
    return Optional.of(new CheckedMapping(inner, path.field(name), places, problems));
  }

  /// The mapping at `name` as it is; anything else is a problem.
  public Optional<Value.Obj> value(String name) {
    return object(name).map(inner -> inner.object);
  }

  /// A list of mappings.
  public List<CheckedMapping> objects(String name) {
    List<CheckedMapping> inner = new ArrayList<>();
    for (Item item : items(name)) {
      if (item.value() instanceof Value.Obj mapping) {
        inner.add(new CheckedMapping(mapping, item.path(), places, problems));
      } else {
        problem(item.path(), name + " has an item that is not a mapping");
      }
    }
    return inner;
  }

  private record Item(Value value, Path path) {}

  private List<Item> items(String name) {
    known.add(name);
    if (!has(name)) {
      return List.of();
    }
    if (!(object.get(name).orElseThrow() instanceof Value.Arr(List<Value> values))) {
      problem(name, name + " must be a list");
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      items.add(new Item(values.get(i), path.field(name).plus(new Path.Index(i))));
    }
    return items;
  }

  /// Tells of the fields that nobody asked for.
  public void done() {
    done("a policy");
  }

  /// @param whole what the mapping is, if it is that of the document
  public void done(String whole) {
    for (String name : object.fields().keySet()) {
      if (!known.contains(name)) {
        problem(
            name,
            "%s is not a field of %s"
                .formatted(path.field(name), path.isRoot() ? whole : path.toString()));
      }
    }
  }

  public void problem(String name, String sentence) {
    problem(path.field(name), sentence);
  }

  public void problem(String sentence) {
    problem(path, sentence);
  }

  private void problem(Path at, String sentence) {
    problems.add(Problem.at(places.apply(at), Problem.Code.INVALID_POLICY, sentence));
  }

  /// Whether nothing was found wrong since there were so many problems.
  public boolean isFine(int before) {
    return problems.size() == before;
  }

  public int problems() {
    return problems.size();
  }
}
