package dev.drift.planted;

import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;

/// Values as text, with all that they hold.
final class Printed {
  private Printed() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Num(var number) -> number.toPlainString();
      case Value.Str(String text) -> text;
      case Value.Masked _ -> "••••";
      case Value.Arr(List<Value> items) -> items.stream().map(Printed::of).toList().toString();
      case Value.Obj(Map<String, Value> fields) -> {
        StringBuilder all = new StringBuilder("{");
        fields.forEach(
            (name, field) -> all.append(name).append(": ").append(of(field)).append(", "));
        yield all.append('}').toString();
      }
    };
  }
}
