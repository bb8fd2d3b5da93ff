package dev.drift.edit.kustomize;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operations of a JSON Patch by which one value becomes another. See
/// <https://www.rfc-editor.org/rfc/rfc6902>.
public final class JsonOperations {
  private JsonOperations() {}

  /// Operations `add`, `replace` and `remove`, which hold if they are carried out in this order.
  public static List<Value.Obj> between(Value from, Value to) {
    List<Value.Obj> operations = new ArrayList<>();
    collect("", from, to, operations);
    return operations;
  }

  private static void collect(String at, Value from, Value to, List<Value.Obj> operations) {
    if (from.equals(to)) {
      return;
    }
    if (from instanceof Value.Obj before && to instanceof Value.Obj after) {
      before
          .fields()
          .forEach(
              (name, old) -> {
                Optional<Value> now = after.get(name);
                if (now.isEmpty()) {
                  operations.add(operation("remove", at + token(name), Optional.empty()));
                } else {
                  collect(at + token(name), old, now.get(), operations);
                }
              });
      after
          .fields()
          .forEach(
              (name, now) -> {
                if (before.get(name).isEmpty()) {
                  operations.add(operation("add", at + token(name), Optional.of(now)));
                }
              });
    } else if (from instanceof Value.Arr(List<Value> before)
        && to instanceof Value.Arr(List<Value> after)) {
      items(at, before, after, operations);
    } else {
      operations.add(operation("replace", at, Optional.of(to)));
    }
  }

  /// From the end, so that the positions before it stay.
  private static void items(
      String at, List<Value> before, List<Value> after, List<Value.Obj> operations) {
    for (AbstractDelta<Value> delta : DiffUtils.diff(before, after).getDeltas().reversed()) {
      int start = delta.getSource().getPosition();
      List<Value> old = delta.getSource().getLines();
      List<Value> now = delta.getTarget().getLines();
      int pairs = Math.min(old.size(), now.size());
      for (int i = old.size() - 1; i >= pairs; i--) {
        operations.add(operation("remove", at + "/" + (start + i), Optional.empty()));
      }
      for (int i = pairs; i < now.size(); i++) {
        boolean end = start + i >= before.size();
        operations.add(
            operation("add", at + "/" + (end ? "-" : start + i), Optional.of(now.get(i))));
      }
      for (int i = 0; i < pairs; i++) {
        collect(at + "/" + (start + i), old.get(i), now.get(i), operations);
      }
    }
  }

  private static String token(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static Value.Obj operation(String op, String pointer, Optional<Value> value) {
    Value.Obj operation = Value.Obj.EMPTY.with("op", Value.of(op)).with("path", Value.of(pointer));
    return value.isPresent() ? operation.with("value", value.get()) : operation;
  }
}
