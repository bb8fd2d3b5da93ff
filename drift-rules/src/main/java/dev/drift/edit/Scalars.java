package dev.drift.edit;

import dev.drift.model.value.Value;
import dev.drift.yaml.PlainScalars;
import dev.drift.yaml.Syntax;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes scalars in one line.
final class Scalars {
  /// What some reader of YAML 1.1 or 1.2 takes for a number, a date or a truth value, though
  /// kubectl may not.
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "[-+]?\\.?[0-9][0-9a-fA-FxXoO_.:eE+-]*(\\.[0-9_]*)?"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
              + "|[-+]?\\.(inf|nan)"
              + "|~|y|n|yes|no|on|off|true|false|null|<<|=",
          Pattern.CASE_INSENSITIVE);

  /// Three numbers with points between them, or more, are a version or an address to everybody.
  private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+){2,}");

  /// Characters that mean something at the start of plain text.
  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

  private Scalars() {}

  /// In the style that it has, if that can hold the value.
  ///
  /// @param style the one that is there
  /// @param single whether what needs quotes gets single ones
  /// @param flow whether it is within brackets
  static String yaml(Value value, Syntax.Style style, boolean single, boolean flow) {
    if (!(value instanceof Value.Str(String text))) {
      return word(value);
    }
    return switch (style) {
      case DOUBLE -> doubled(text);
      case SINGLE -> singled(text).orElseGet(() -> doubled(text));
      case PLAIN, LITERAL, FOLDED ->
          isPlain(text, flow)
              ? text
              : single ? singled(text).orElseGet(() -> doubled(text)) : doubled(text);
    };
  }

  static String json(Value value) {
    return value instanceof Value.Str(String text) ? doubled(text) : word(value);
  }

  /// @throws CannotEdit if no plain text means this value
  private static String word(Value value) {
    String word =
        switch (value) {
          case Value.Null _ -> "null";
          case Value.Bool(boolean bool) -> Boolean.toString(bool);
          case Value.Num(BigDecimal number) -> number(number);
          case Value.Str _, Value.Masked _, Value.Arr _, Value.Obj _ -> "";
        };
    if (!PlainScalars.value(word).equals(Optional.of(value))) {
      throw new CannotEdit(
          EditResult.Reason.NOT_WRITABLE,
          -1,
          value instanceof Value.Masked
              ? "the value is masked, so that it is not known."
              : "the number cannot be written so that kubectl reads the same number.");
    }
    return word;
  }

  private static String number(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return plain.scale() > 20 || plain.precision() - plain.scale() > 20
        ? plain.toString()
        : plain.toPlainString();
  }

  static boolean isPlain(String text, boolean flow) {
    if (text.isEmpty()
        || text.length() > 1_000
        || text.strip().length() != text.length()
        || !text.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || isLetter(c))
        || text.contains(": ")
        || text.contains(" #")
        || text.endsWith(":")
        || text.startsWith("---")
        || text.startsWith("...")) {
      return false;
    }
    boolean dash = text.charAt(0) == '-' && text.length() > 1 && text.charAt(1) > ' ';
    if (INDICATORS.indexOf(text.charAt(0)) >= 0 && !dash) {
      return false;
    }
    if (flow && text.chars().anyMatch(c -> ",[]{}:#".indexOf(c) >= 0)) {
      return false;
    }
    return (VERSION.matcher(text).matches() || !AMBIGUOUS.matcher(text).matches())
        && PlainScalars.value(text).equals(Optional.of(Value.of(text)));
  }

  private static boolean isLetter(int c) {
    return c > 0xA0 && c < 0xD800 && Character.isLetterOrDigit(c);
  }

  private static Optional<String> singled(String text) {
    boolean fits = text.codePoints().allMatch(Scalars::isShown);
    return fits ? Optional.of("'" + text.replace("'", "''") + "'") : Optional.empty();
  }

  /// Escapes that JSON and YAML share.
  ///
  /// @throws CannotEdit for half a character, which UTF-8 cannot hold
  static String doubled(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"', '\\' -> out.append('\\').append((char) c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (Character.getType(c) == Character.SURROGATE) {
                    throw new CannotEdit(
                        EditResult.Reason.NOT_WRITABLE,
                        -1,
                        "the text holds half a character, which no file can hold.");
                  }
                  if (isShown(c)) {
                    out.appendCodePoint(c);
                  } else {
                    out.append(String.format(Locale.ROOT, "\\u%04X", c));
                  }
                }
              }
            });
    return out.append('"').toString();
  }

  /// Whether a character can stand in quotes as it is.
  static boolean isShown(int c) {
    return c >= ' '
        && c != 0x7F
        && !(c >= 0x80 && c <= 0xA0)
        && c != 0x2028
        && c != 0x2029
        && c != 0xFEFF
        && c != 0xFFFE
        && c != 0xFFFF
        && Character.getType(c) != Character.SURROGATE;
  }
}
