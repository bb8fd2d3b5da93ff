package dev.drift.edit.adopt;

import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.Schemas;
import dev.drift.edit.Edit;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Leaves out of what is added all that the server fills in by itself.
final class Pruned {
  /// Objects with more fields than this keep the rest of them.
  private static final int MOST_TRIES = 500;

  private final Predicate<Value> same;
  private int tries;

  /// @param same whether the value means the same as the whole one
  private Pruned(Predicate<Value> same) {
    this.same = same;
  }

  /// The value without what can be left out.
  static Value value(Value value, Predicate<Value> same) {
    return new Pruned(same).inner(value, now -> now);
  }

  static List<Edit> edits(
      List<Edit> edits, Proof proof, ResourceComparison comparison, Schemas schemas) {
    Canonicaliser canonicaliser = new Canonicaliser(schemas);
    List<Edit> pruned = new ArrayList<>(edits);
    Optional<Value.Obj> whole = canonical(pruned, proof, comparison, canonicaliser);
    for (int i = 0; i < pruned.size(); i++) {
      int at = i;
      Edit edit = pruned.get(i);
      switch (edit) {
        case Edit.Add(Path path, Value value) ->
            pruned.set(
                at,
                new Edit.Add(
                    path,
                    value(
                        value,
                        now ->
                            canonical(
                                    replaced(pruned, at, new Edit.Add(path, now)),
                                    proof,
                                    comparison,
                                    canonicaliser)
                                .equals(whole))));
        case Edit.Set(Path path, Value value) ->
            pruned.set(
                at,
                new Edit.Set(
                    path,
                    value(
                        value,
                        now ->
                            canonical(
                                    replaced(pruned, at, new Edit.Set(path, now)),
                                    proof,
                                    comparison,
                                    canonicaliser)
                                .equals(whole))));
        case Edit.Remove _, Edit.Reorder _ -> {}
      }
    }
    return proof.holds(pruned) ? pruned : edits;
  }

  private static List<Edit> replaced(List<Edit> edits, int at, Edit edit) {
    List<Edit> other = new ArrayList<>(edits);
    other.set(at, edit);
    return other;
  }

  private static Optional<Value.Obj> canonical(
      List<Edit> edits, Proof proof, ResourceComparison comparison, Canonicaliser canonicaliser) {
    return proof
        .desired(edits)
        .map(one -> canonicaliser.canonical(comparison.schema(), one.content()).content());
  }

  private interface Whole {
    Value of(Value inner);
  }

  /// @param whole the whole value with another one in this place
  private Value inner(Value value, Whole whole) {
    return switch (value) {
      case Value.Obj object -> {
        Value.Obj now = object;
        for (int i = 0; i < object.size(); i++) {
          String name = object.name(i);
          Value.Obj without = now.without(name);
          if (tries++ < MOST_TRIES && same.test(whole.of(without))) {
            now = without;
          } else {
            Value.Obj before = now;
            Value field = inner(object.value(i), other -> whole.of(before.with(name, other)));
            now = now.with(name, field);
          }
        }
        yield now;
      }
      case Value.Arr(List<Value> items) -> {
        List<Value> now = new ArrayList<>(items);
        for (int i = 0; i < items.size(); i++) {
          int at = i;
          now.set(
              i,
              inner(
                  items.get(i),
                  other -> {
                    List<Value> others = new ArrayList<>(now);
                    others.set(at, other);
                    return whole.of(new Value.Arr(others));
                  }));
        }
        yield new Value.Arr(now);
      }
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> value;
    };
  }
}
