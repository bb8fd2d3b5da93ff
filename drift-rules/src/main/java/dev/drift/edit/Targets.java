package dev.drift.edit;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts edits together: what each node that they name is to become.
final class Targets {
  private Targets() {}

  /// @throws CannotEdit if a path leads nowhere, or two edits are at one place
  static Target of(Value root, List<Edit> edits) {
    return node(Optional.of(root), edits.stream().map(Step::of).toList());
  }

  /// An edit on its way inwards.
  ///
  /// @param rest what is left of its path
  private record Step(Edit edit, List<Path.Element> rest) {
    static Step of(Edit edit) {
      return new Step(edit, edit.path().elements());
    }

    Path.Element first() {
      return rest.getFirst();
    }

    Step inner() {
      return new Step(edit, rest.subList(1, rest.size()));
    }

    CannotEdit nowhere(String what) {
      return new CannotEdit(
          EditResult.Reason.NO_SUCH_PATH,
          -1,
          "%s: %s; edit the file by hand.".formatted(edit.path(), what));
    }
  }

  private static Target node(Optional<Value> old, List<Step> steps) {
    List<Step> here = steps.stream().filter(step -> step.rest().isEmpty()).toList();
    if (!here.isEmpty()) {
      if (steps.size() > 1) {
        throw here.getFirst().nowhere("two changes affect the same value");
      }
      return here(old, here.getFirst());
    }
    if (old.isEmpty() || old.get() instanceof Value.Null) {
      return new Target.Put(made(steps));
    }
    return switch (old.get()) {
      case Value.Obj object -> fields(object, steps);
      case Value.Arr array -> items(array, steps);
      case Value.Str(String text) -> new Target.Put(Value.of(within(text, steps)));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ ->
          throw steps.getFirst().nowhere("the path leads into a value that has no fields");
    };
  }

  private static Target here(Optional<Value> old, Step step) {
    return switch (step.edit()) {
      case Edit.Set(Path _, Value value) ->
          old.map(before -> Refinement.of(before, value)).orElse(new Target.Put(value));
      case Edit.Add(Path _, Value value) -> {
        if (old.isPresent() && old.get() != Value.Null.NULL) {
          throw step.nowhere("there is a value already");
        }
        yield new Target.Put(value);
      }
      case Edit.Remove _ -> {
        if (old.isEmpty()) {
          throw step.nowhere("the file has no such value");
        }
        yield Target.Gone.GONE;
      }
      case Edit.Reorder(Path _, List<Integer> order) -> {
        boolean fits =
            old.isPresent()
                && old.get() instanceof Value.Arr(List<Value> items)
                && order.stream().sorted().distinct().count() == items.size()
                && order.stream().allMatch(at -> at >= 0 && at < items.size())
                && order.size() == items.size();
        if (!fits) {
          throw step.nowhere("the file has no such list");
        }
        yield new Target.Order(order);
      }
    };
  }

  private static Target fields(Value.Obj object, List<Step> steps) {
    Map<String, List<Step>> byName = new LinkedHashMap<>();
    for (Step step : steps) {
      if (!(step.first() instanceof Path.Field(String name))) {
        throw step.nowhere("the path names an item of a list where the file has a mapping");
      }
      byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(step.inner());
    }
    Map<String, Target> fields = new LinkedHashMap<>();
    byName.forEach(
        (name, inner) ->
            fields.put(
                name,
                object
                    .get(name)
                    .filter(Value.Str.class::isInstance)
                    .filter(_ -> inner.stream().noneMatch(step -> step.rest().isEmpty()))
                    .<Target>map(
                        text ->
                            new Target.Put(
                                Value.of(within(name, ((Value.Str) text).value(), inner))))
                    .orElseGet(() -> node(object.get(name), inner))));
    return new Target.Fields(fields);
  }

  private static Target items(Value.Arr array, List<Step> steps) {
    Map<Integer, List<Step>> byItem = new LinkedHashMap<>();
    Map<Integer, List<Value>> inserted = new LinkedHashMap<>();
    List<Value> appended = new ArrayList<>();
    int size = array.items().size();
    for (Step step : steps) {
      if (step.first() instanceof Path.Field) {
        throw step.nowhere("the path names a field where the file has a list");
      }
      Optional<Integer> item = Steps.item(step.first(), array);
      boolean inserts =
          step.edit() instanceof Edit.Add
              && step.rest().size() == 1
              && step.first() instanceof Path.Index;
      if (inserts) {
        int at = Math.min(((Path.Index) step.first()).index(), size);
        inserted.computeIfAbsent(at, _ -> new ArrayList<>()).add(((Edit.Add) step.edit()).value());
      } else if (item.isPresent()) {
        byItem.computeIfAbsent(item.get(), _ -> new ArrayList<>()).add(step.inner());
      } else {
        append(appended, step);
      }
    }
    if (!appended.isEmpty()) {
      inserted.computeIfAbsent(size, _ -> new ArrayList<>()).addAll(appended);
    }
    Map<Integer, Target> items = new LinkedHashMap<>();
    byItem.forEach((at, inner) -> items.put(at, node(Optional.of(array.items().get(at)), inner)));
    return new Target.Items(items, inserted);
  }

  /// New items that several edits are within are one item.
  private static void append(List<Value> appended, Step step) {
    Value.Arr so = new Value.Arr(appended);
    Value.Arr after = (Value.Arr) made(Optional.of(so), step);
    appended.clear();
    appended.addAll(after.items());
  }

  /// What is not there yet, with all that the edits put into it.
  private static Value made(List<Step> steps) {
    Optional<Value> made = Optional.empty();
    for (Step step : steps) {
      made = Optional.of(made(made, step));
    }
    return made.orElseThrow();
  }

  private static Value made(Optional<Value> so, Step step) {
    if (step.rest().isEmpty()) {
      return switch (step.edit()) {
        case Edit.Set(Path _, Value value) -> value;
        case Edit.Add(Path _, Value value) -> value;
        case Edit.Remove _, Edit.Reorder _ -> throw step.nowhere("the file has no such value");
      };
    }
    if (step.first() instanceof Path.Field(String name)) {
      Value.Obj object = so.orElse(null) instanceof Value.Obj before ? before : Value.Obj.EMPTY;
      return object.with(name, made(object.get(name), step.inner()));
    }
    List<Value> items =
        new ArrayList<>(so.orElse(null) instanceof Value.Arr(List<Value> all) ? all : List.of());
    Optional<Integer> at = Steps.item(step.first(), new Value.Arr(items));
    Value item = made(at.map(items::get).or(() -> identity(step.first())), step.inner());
    if (at.isPresent()) {
      items.set(at.get(), item);
    } else {
      items.add(item);
    }
    return new Value.Arr(items);
  }

  private static Optional<Value> identity(Path.Element element) {
    if (!(element instanceof Path.Key key)) {
      return Optional.empty();
    }
    Value.Obj item = Value.Obj.EMPTY;
    for (Path.Part part : key.parts()) {
      item = item.with(part.name(), part.value());
    }
    return Optional.of(item);
  }

  private static String within(String text, List<Step> steps) {
    return within("", text, steps);
  }

  private static String within(String name, String text, List<Step> steps) {
    String edited = text;
    for (Step step : steps) {
      Optional<Value> value =
          switch (step.edit()) {
            case Edit.Set(Path _, Value set) -> Optional.of(set);
            case Edit.Add(Path _, Value added) -> Optional.of(added);
            case Edit.Remove _ -> Optional.empty();
            case Edit.Reorder _ -> throw step.nowhere("settings of a text have no order");
          };
      edited =
          SettingsEdit.of(name, edited, new Path(step.rest()), value)
              .orElseThrow(
                  () ->
                      new CannotEdit(
                          EditResult.Reason.TEXT,
                          -1,
                          "%s: the text cannot be edited by this key; edit it by hand."
                              .formatted(step.edit().path())));
    }
    return edited;
  }
}
