package dev.drift.noise;

import static java.util.stream.Collectors.joining;

import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A text with holes, which a value is held against.
///
/// `*` stands for any characters, `{date}` for a day such as 2026-11-21. Any other hole stands for
/// what the cluster says: `{kind}` and `{group}` of the object, `{value}` under test,
/// `{metadata.name}` or any path of the object, `{there.metadata.name}` of the other object. Of a
/// path with `[*]` each value is tried. What is masked, or is no scalar, fills no hole.
final class Template {
  private static final String THERE = "there.";

  private final String text;
  private final List<Part> parts;

  /// Where no hole asks the cluster.
  private final Optional<Pattern> fixed;

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record AnyText() implements Part {}

  private record Day() implements Part {}

  private record Kind() implements Part {}

  private record Group() implements Part {}

  private record FieldValue() implements Part {}

  private record Own(PathPattern path) implements Part {}

  private record There(PathPattern path) implements Part {}

  private Template(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.fixed =
        parts.stream().allMatch(Template::isFixed)
            ? Optional.of(compiled(parts.stream().map(Template::fixed).collect(joining())))
            : Optional.empty();
  }

  private static boolean isFixed(Part part) {
    return part instanceof Literal || part instanceof AnyText || part instanceof Day;
  }

  /// @throws IllegalArgumentException if a hole is not closed or names no path
  static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '{' && c != '*') {
        literal.append(c);
        continue;
      }
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
      }
      if (c == '*') {
        parts.add(new AnyText());
      } else {
        int end = text.indexOf('}', at);
        if (end < 0) {
          throw new IllegalArgumentException("has a { without a closing }");
        }
        parts.add(hole(text.substring(at + 1, end)));
        at = end;
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
    }
    return new Template(text, parts);
  }

  private static Part hole(String name) {
    return switch (name) {
      case "date" -> new Day();
      case "kind" -> new Kind();
      case "group" -> new Group();
      case "value" -> new FieldValue();
      default ->
          name.startsWith(THERE)
              ? new There(PathPattern.parse(name.substring(THERE.length())))
              : new Own(PathPattern.parse(name));
    };
  }

  /// Whether it is one text and no other.
  boolean isConstant() {
    return parts.stream().allMatch(Literal.class::isInstance);
  }

  /// Whether the other object fills one of its holes.
  boolean asksThere() {
    return parts.stream().anyMatch(There.class::isInstance);
  }

  /// Whether it says more than that there is some text.
  boolean isNarrow() {
    return parts.stream().anyMatch(part -> !(part instanceof AnyText));
  }

  boolean matches(Value value, TemplateScope scope) {
    return text(value).filter(text -> matches(text, scope)).isPresent();
  }

  private boolean matches(String value, TemplateScope scope) {
    if (fixed.isPresent()) {
      return fixed.get().matcher(value).matches();
    }
    if (parts.size() == 1) {
      return texts(parts.getFirst(), scope).contains(value);
    }
    StringBuilder pattern = new StringBuilder();
    for (Part part : parts) {
      Optional<String> piece = pattern(part, scope);
      if (piece.isEmpty()) {
        return false;
      }
      pattern.append(piece.get());
    }
    return compiled(pattern.toString()).matcher(value).matches();
  }

  private static Pattern compiled(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL);
  }

  private static String fixed(Part part) {
    return switch (part) {
      case Literal(String literal) -> Pattern.quote(literal);
      case AnyText _ -> ".*";
      case Day _ -> "\\d{4}-\\d{2}-\\d{2}";
      case Kind _, Group _, FieldValue _, Own _, There _ ->
          throw new IllegalArgumentException("this placeholder is filled from the cluster");
    };
  }

  private static Optional<String> pattern(Part part, TemplateScope scope) {
    return switch (part) {
      case Literal _, AnyText _, Day _ -> Optional.of(fixed(part));
      case Kind _ -> Optional.of(Pattern.quote(scope.self().id().kind()));
      case Group _ -> Optional.of(Pattern.quote(scope.self().id().groupKind().group()));
      case FieldValue _, Own _, There _ -> any(texts(part, scope));
    };
  }

  /// What fills a hole; never an empty text.
  private static List<String> texts(Part part, TemplateScope scope) {
    List<Value> values =
        switch (part) {
          case Kind _ -> List.of(Value.of(scope.self().id().kind()));
          case Group _ -> List.of(Value.of(scope.self().id().groupKind().group()));
          case FieldValue _ -> scope.written().stream().toList();
          case Own(PathPattern path) -> path.in(scope.self().content());
          case There(PathPattern path) ->
              scope.there().map(there -> path.in(there.content())).orElse(List.of());
          case Literal _, AnyText _, Day _ ->
              throw new IllegalArgumentException("a literal is not a placeholder");
        };
    return values.stream()
        .flatMap(value -> text(value).stream())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Optional<String> any(List<String> texts) {
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(texts.stream().map(Pattern::quote).collect(joining("|", "(?:", ")")));
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str(String plain) -> Optional.of(plain);
      case Value.Bool(boolean truth) -> Optional.of(String.valueOf(truth));
      case Value.Num(BigDecimal number) -> Optional.of(number.toPlainString());
      case Value.Null _, Value.Masked _, Value.Arr _, Value.Obj _ -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
