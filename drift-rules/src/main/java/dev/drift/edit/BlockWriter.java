package dev.drift.edit;

import dev.drift.model.value.Value;
import dev.drift.yaml.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes values in the block style of YAML.
final class BlockWriter {
  private final Layout layout;

  BlockWriter(Layout layout) {
    this.layout = layout;
  }

  /// What follows a colon.
  ///
  /// @param column of the key
  /// @param style that a scalar has there
  Rendered afterKey(Value value, int column, Syntax.Style style) {
    return switch (value) {
      case Value.Obj object when object.size() > 0 ->
          new Rendered("", mapping(object, column + layout.step()), false);
      case Value.Arr(List<Value> items) when !items.isEmpty() ->
          new Rendered("", sequence(items, column + layout.listStep()), false);
      case Value.Obj _,
          Value.Arr _,
          Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Masked _ ->
          scalar(value, column + layout.step(), layout.step(), style);
    };
  }

  /// What follows a dash.
  ///
  /// @param dash its column
  /// @param width from the dash to what follows it
  Rendered afterDash(Value value, int dash, int width, Syntax.Style style) {
    int column = dash + width;
    List<String> lines =
        switch (value) {
          case Value.Obj object when object.size() > 0 -> mapping(object, column);
          case Value.Arr(List<Value> items) when !items.isEmpty() -> sequence(items, column);
          case Value.Obj _,
              Value.Arr _,
              Value.Null _,
              Value.Bool _,
              Value.Num _,
              Value.Str _,
              Value.Masked _ ->
              List.of();
        };
    return lines.isEmpty()
        ? scalar(value, column, width, style)
        : new Rendered(lines.getFirst().strip(), lines.subList(1, lines.size()), false);
  }

  private Rendered scalar(Value value, int column, int step, Syntax.Style style) {
    return switch (value) {
      case Value.Obj _ -> Rendered.inline("{}");
      case Value.Arr _ -> Rendered.inline("[]");
      case Value.Str(String text)
          when style != Syntax.Style.SINGLE && style != Syntax.Style.DOUBLE ->
          literal(text, column, step, style)
              .orElseGet(() -> Rendered.inline(Scalars.yaml(value, style, layout.single(), false)));
      case Value.Str _, Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ ->
          Rendered.inline(Scalars.yaml(value, style, layout.single(), false));
    };
  }

  /// Texts of several lines, as far as they can be written below.
  private Optional<Rendered> literal(String text, int column, int step, Syntax.Style style) {
    boolean wanted = style == Syntax.Style.LITERAL || text.indexOf('\n') >= 0;
    return wanted && BlockText.fits(text)
        ? Optional.of(BlockText.literal(text, column, step))
        : Optional.empty();
  }

  /// The lines of a mapping at this column.
  List<String> mapping(Value.Obj object, int column) {
    List<String> lines = new ArrayList<>();
    object.fields().forEach((name, value) -> lines.addAll(entry(name, value, column)));
    return lines;
  }

  List<String> entry(String name, Value value, int column) {
    Rendered rendered = afterKey(value, column, Syntax.Style.PLAIN);
    List<String> lines = new ArrayList<>();
    String head = rendered.head().isEmpty() ? "" : " " + rendered.head();
    lines.add(" ".repeat(column) + key(name, false) + ":" + head);
    lines.addAll(rendered.below());
    return lines;
  }

  /// The lines of a list whose dashes are at this column.
  List<String> sequence(List<Value> items, int column) {
    List<String> lines = new ArrayList<>();
    items.forEach(item -> lines.addAll(item(item, column, 2)));
    return lines;
  }

  /// @param width from the dash to what follows it
  List<String> item(Value value, int column, int width) {
    Rendered rendered = afterDash(value, column, width, Syntax.Style.PLAIN);
    List<String> lines = new ArrayList<>();
    lines.add(" ".repeat(column) + "-" + " ".repeat(width - 1) + rendered.head());
    lines.addAll(rendered.below());
    return lines;
  }

  String key(String name, boolean flow) {
    return key(name, layout.single(), flow);
  }

  static String key(String name, boolean single, boolean flow) {
    return Scalars.yaml(Value.of(name), Syntax.Style.PLAIN, single, flow);
  }

  /// The lines of several entries.
  List<String> entries(Map<String, Value> entries, int column) {
    List<String> lines = new ArrayList<>();
    entries.forEach((name, value) -> lines.addAll(entry(name, value, column)));
    return lines;
  }
}
