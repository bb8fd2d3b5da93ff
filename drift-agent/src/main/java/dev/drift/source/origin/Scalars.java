package dev.drift.source.origin;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values as texts.
final class Scalars {
  private Scalars() {}

  /// Empty for objects, lists and nothing.
  static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Optional.of(text);
      case Value.Num number -> Optional.of(number.value().toPlainString());
      case Value.Bool(boolean is) -> Optional.of(String.valueOf(is));
      case Value.Null _, Value.Masked _, Value.Arr _, Value.Obj _ -> Optional.empty();
    };
  }

  /// The first text or number within a value that a marker can replace.
  static Optional<Path> leaf(Value value) {
    return leaf(Path.ROOT, value);
  }

  private static Optional<Path> leaf(Path at, Value value) {
    return switch (value) {
      case Value.Str(String text) when !text.isEmpty() && !text.contains("\n") -> Optional.of(at);
      case Value.Num _ -> Optional.of(at);
      case Value.Obj(Map<String, Value> fields) ->
          fields.entrySet().stream()
              .filter(it -> !it.getKey().equals("name"))
              .flatMap(it -> leaf(at.field(it.getKey()), it.getValue()).stream())
              .findFirst();
      case Value.Arr(List<Value> items) ->
          items.isEmpty() ? Optional.empty() : leaf(at.plus(new Path.Index(0)), items.getFirst());
      default -> Optional.empty();
    };
  }

  /// Whether a text holds another one that does not end within a word or a number.
  static boolean holds(String text, String part) {
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      if (!isWithin(text, at) && !isWithin(text, at + part.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWithin(String text, int at) {
    if (at == 0 || at == text.length()) {
      return false;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at);
    return Character.isLetter(before) && Character.isLetter(after)
        || Character.isDigit(before) && Character.isDigit(after);
  }
}
