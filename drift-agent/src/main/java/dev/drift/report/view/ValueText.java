package dev.drift.report.view;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Values for people: short ones on one line, others as an outline that looks like YAML.
public final class ValueText {
  private static final int LONGEST_INLINE_STRUCTURE = 72;

  /// Digits of a mask.
  private static final int SHOWN = 6;

  /// Text that nobody can take for a number, a truth value, a structure or a word of the report.
  private static final Pattern BARE =
      Pattern.compile("(?!(?:true|false|null|~)$)[\\p{L}/_@.-][^\"'{}\\[\\],]*(?<! )");

  private static final Pattern NUMBER = Pattern.compile("[-+.]?[0-9].*");

  private final UnaryOperator<String> mask;

  /// The short form of the HMAC of a secret: enough to see whether two are the same.
  public static String shortMask(String hmac) {
    return "••••" + hmac.substring(0, Math.min(SHOWN, hmac.length()));
  }

  /// @param mask the short form of the HMAC of a secret
  public ValueText(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  /// The value on one line, if its structure is simple enough to be read there.
  public Optional<String> inline(Value value) {
    return switch (value) {
      case Value.Str(String text) when isMultiLine(text) -> Optional.empty();
      case Value.Str(String text) -> Optional.of(scalar(text));
      case Value.Null _ -> Optional.of("null");
      case Value.Bool(boolean bool) -> Optional.of(Boolean.toString(bool));
      case Value.Num(BigDecimal number) -> Optional.of(number(number));
      case Value.Masked(String hmac, _, _) -> Optional.of(mask.apply(hmac));
      case Value.Arr(List<Value> items) when items.isEmpty() -> Optional.of("[]");
      case Value.Obj(Map<String, Value> fields) when fields.isEmpty() -> Optional.of("{}");
      case Value.Arr _, Value.Obj _ ->
          flow(value).filter(text -> text.length() <= LONGEST_INLINE_STRUCTURE);
    };
  }

  /// The value as lines: the lines of a text, or an outline of a structure.
  public List<String> lines(Value value) {
    if (value instanceof Value.Str(String text) && isMultiLine(text)) {
      return split(text);
    }
    List<String> lines = new ArrayList<>();
    outline(value, "", lines);
    return lines;
  }

  private Optional<String> flow(Value value) {
    return switch (value) {
      case Value.Arr(List<Value> items) when items.size() <= 8 ->
          join(items.stream().map(this::flow).toList(), "[", "]");
      case Value.Obj(Map<String, Value> fields) when fields.size() <= 8 ->
          join(
              fields.entrySet().stream()
                  .map(field -> flow(field.getValue()).map(v -> name(field.getKey()) + ": " + v))
                  .toList(),
              "{",
              "}");
      case Value.Arr _, Value.Obj _ -> Optional.empty();
      case Value.Str _, Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> inline(value);
    };
  }

  private static Optional<String> join(List<Optional<String>> parts, String open, String close) {
    return parts.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            parts.stream().flatMap(Optional::stream).collect(Collectors.joining(", ", open, close)))
        : Optional.empty();
  }

  private void outline(Value value, String indent, List<String> lines) {
    switch (value) {
      case Value.Obj(Map<String, Value> fields) when !fields.isEmpty() ->
          fields.forEach((name, inner) -> entry(indent + name(name) + ":", indent, inner, lines));
      case Value.Arr(List<Value> items) when !items.isEmpty() ->
          items.forEach(inner -> item(indent, inner, lines));
      case Value.Obj _,
          Value.Arr _,
          Value.Str _,
          Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Masked _ ->
          lines.add(indent + inline(value).orElse(""));
    }
  }

  private void entry(String head, String indent, Value inner, List<String> lines) {
    if (inner instanceof Value.Str(String text) && isMultiLine(text)) {
      lines.add(head + " |");
      split(text).forEach(line -> lines.add(indent + "  " + line));
    } else if (isStructure(inner)) {
      lines.add(head);
      outline(inner, inner instanceof Value.Arr ? indent : indent + "  ", lines);
    } else {
      lines.add(head + " " + inline(inner).orElse(""));
    }
  }

  private void item(String indent, Value inner, List<String> lines) {
    if (!isStructure(inner)) {
      entry(indent + "-", indent, inner, lines);
      return;
    }
    List<String> block = new ArrayList<>();
    outline(inner, indent + "  ", block);
    lines.add(indent + "- " + block.getFirst().substring(indent.length() + 2));
    lines.addAll(block.subList(1, block.size()));
  }

  private static boolean isStructure(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> !fields.isEmpty();
      case Value.Arr(List<Value> items) -> !items.isEmpty();
      case Value.Str _, Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> false;
    };
  }

  /// Only at line feeds: a carriage return is a difference that should be seen.
  private static List<String> split(String text) {
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return List.of(body.split("\n", -1));
  }

  /// A text whose only line end is its last character is one line.
  private static boolean isMultiLine(String text) {
    int end = text.indexOf('\n');
    return end >= 0 && end < text.length() - 1;
  }

  private static String name(String name) {
    return BARE.matcher(name).matches() && name.indexOf(':') < 0 ? name : quote(name);
  }

  private static String scalar(String text) {
    return (BARE.matcher(text).matches() && !text.contains(": ")) || isBareWithDigits(text)
        ? text
        : quote(text);
  }

  /// Text such as `10.0.0.0/8` or `3fa2c1` that begins with a digit but is not a number.
  private static boolean isBareWithDigits(String text) {
    return NUMBER.matcher(text).matches()
        && text.chars().allMatch(c -> c > ' ' && ",{}[]\"'".indexOf(c) < 0)
        && text.chars().anyMatch(c -> c == '/' || c == ':');
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// Never written out: `1e999999999` is a valid number.
  private static String number(BigDecimal number) {
    return Math.abs((long) number.scale()) <= 30 ? number.toPlainString() : number.toString();
  }
}
