package dev.drift.plan.patch;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Pointer;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a JSON Patch together operation by operation, on a copy of the object: each position is
/// right at the moment when its operation is carried out.
///
/// Every operation tests the value that it changes. A strategic merge patch would find list items
/// by their merge key, and corrupts lists that have one twice:
/// <https://github.com/kubernetes/kubernetes/issues/105610>.
public final class PatchBuilder {
  private final List<PatchOperation> operations = new ArrayList<>();
  private final boolean testsValues;
  private Value object;

  /// @param live the object as it is
  /// @param testsValues false for objects whose values must not be quoted, such as Secrets: a
  ///     request with a value is more likely to be logged the more values it has
  public PatchBuilder(Value.Obj live, boolean testsValues) {
    this.object = requireNonNull(live, "live is null");
    this.testsValues = testsValues;
  }

  /// What the object becomes.
  public Value.Obj object() {
    return (Value.Obj) object;
  }

  public List<PatchOperation> operations() {
    return List.copyOf(operations);
  }

  /// The patch applies only while the object has this value here.
  public void test(Path path, Value value) {
    Pointer.to(path, object).ifPresent(pointer -> apply(new PatchOperation.Test(pointer, value)));
  }

  /// Gives what is there another value.
  ///
  /// @return false if nothing is there
  public boolean replace(Path path, Value value) {
    Optional<String> pointer = Pointer.to(path, object);
    if (pointer.isEmpty()) {
      return false;
    }
    testBefore(path, pointer.get());
    apply(new PatchOperation.Replace(pointer.get(), value));
    return true;
  }

  /// @return false if nothing is there
  public boolean remove(Path path) {
    Optional<String> pointer = Pointer.to(path, object);
    if (pointer.isEmpty()) {
      return false;
    }
    testBefore(path, pointer.get());
    apply(new PatchOperation.Remove(pointer.get()));
    return true;
  }

  /// Adds what is not there, with the objects and lists around it that are not there either.
  ///
  /// @param siblings the items of the list in Git's order, if the path ends with one: the new item
  ///     goes behind the nearest one before it
  /// @return false if something is there, or something else than an object or a list around it
  public boolean add(Path path, Value value, List<Value> siblings) {
    List<Path.Element> elements = path.elements();
    int known = 0;
    Value node = object;
    while (known < elements.size()) {
      Optional<Value> next = Steps.step(elements.get(known), node);
      if (next.isEmpty() || next.get() instanceof Value.Null) {
        break;
      }
      node = next.get();
      known++;
    }
    if (known == elements.size()) {
      return false;
    }
    Value added = value;
    for (int i = elements.size() - 1; i > known; i--) {
      added =
          elements.get(i) instanceof Path.Field(String name)
              ? Value.Obj.EMPTY.with(name, added)
              : new Value.Arr(List.of(added));
    }
    String around = Pointer.to(new Path(elements.subList(0, known)), object).orElseThrow();
    Path.Element first = elements.get(known);
    if (first instanceof Path.Field(String name)) {
      if (!(node instanceof Value.Obj)) {
        return false;
      }
      apply(new PatchOperation.Add(Pointer.field(around, name), added));
      return true;
    }
    if (!(node instanceof Value.Arr(List<Value> items))) {
      return false;
    }
    int at = InsertPosition.of(first, items, siblings);
    apply(
        new PatchOperation.Add(
            around + "/" + (at == items.size() ? Pointer.END : String.valueOf(at)), added));
    return true;
  }

  private void testBefore(Path path, String pointer) {
    if (testsValues) {
      apply(new PatchOperation.Test(pointer, Steps.at(path, object).orElseThrow()));
    }
  }

  private void apply(PatchOperation operation) {
    object = PatchedValue.of(object, List.of(operation)).orElseThrow();
    operations.add(operation);
  }
}
