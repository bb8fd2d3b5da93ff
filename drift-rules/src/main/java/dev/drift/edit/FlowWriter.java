package dev.drift.edit;

import dev.drift.model.value.Value;
import dev.drift.yaml.Syntax;
import java.util.ArrayList;
import java.util.List;

/// Writes values within brackets: YAML's flow style, or JSON.
///
/// @param unit by which each level of a JSON file is further in; empty where all is in one line
record FlowWriter(Layout layout, boolean json, String unit) {
  /// @param indent of the line that the value is in
  /// @param style that a scalar has there
  String value(Value value, String indent, Syntax.Style style) {
    return switch (value) {
      case Value.Obj object when object.size() > 0 -> {
        List<String> parts = new ArrayList<>();
        object.fields().forEach((name, field) -> parts.add(entry(name, field, indent + unit)));
        yield enclosed("{", parts, "}", indent);
      }
      case Value.Arr(List<Value> items) when !items.isEmpty() ->
          enclosed(
              "[",
              items.stream().map(item -> value(item, indent + unit, Syntax.Style.PLAIN)).toList(),
              "]",
              indent);
      case Value.Obj _ -> "{}";
      case Value.Arr _ -> "[]";
      case Value.Str _, Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ ->
          json ? Scalars.json(value) : Scalars.yaml(value, style, layout.single(), true);
    };
  }

  String entry(String name, Value value, String indent) {
    String key = json ? Scalars.doubled(name) : BlockWriter.key(name, layout.single(), true);
    String colon = json ? ":" + layout.jsonColon() : ": ";
    return key + colon + value(value, indent, Syntax.Style.PLAIN);
  }

  private String enclosed(String open, List<String> parts, String close, String indent) {
    if (unit.isEmpty()) {
      return open + String.join("," + (json ? layout.jsonComma() : " "), parts) + close;
    }
    String inner = "\n" + indent + unit;
    return open + inner + String.join("," + inner, parts) + "\n" + indent + close;
  }
}
