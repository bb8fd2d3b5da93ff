package dev.drift.yaml;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A value as lines of path and content, to compare and to read.
final class ValueLines {
  private final StringBuilder lines = new StringBuilder();

  private ValueLines() {}

  static String of(Value value) {
    ValueLines lines = new ValueLines();
    lines.add("", value);
    return lines.lines.toString();
  }

  private void add(String path, Value value) {
    switch (value) {
      case Value.Null _ -> line(path, "null");
      case Value.Bool(boolean bool) -> line(path, Boolean.toString(bool));
      case Value.Num(BigDecimal number) ->
          line(path, number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
      case Value.Str(String text) -> line(path, "\"" + escaped(text) + "\"");
      case Value.Masked _ -> line(path, "masked");
      case Value.Arr(List<Value> items) -> {
        line(path, "list of " + items.size());
        for (int i = 0; i < items.size(); i++) {
          add(path + "[" + i + "]", items.get(i));
        }
      }
      case Value.Obj(Map<String, Value> fields) -> {
        line(path, "object of " + fields.size());
        new TreeMap<>(fields).forEach((name, field) -> add(path + "." + escaped(name), field));
      }
    }
  }

  private void line(String path, String content) {
    lines.append(path).append(" = ").append(content).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
