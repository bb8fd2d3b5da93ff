package dev.drift.plan.patch;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// JSON byte by byte as Go's `encoding/json` writes it.
///
/// The API server's JSON Patch tests a string or a number by its bytes, so a test of `a > b` holds
/// only if the `>` is sent as an escape, as Go does:
/// <https://github.com/evanphx/json-patch/blob/v4.13.0/patch.go> (`lazyNode.equal`).
public final class GoJson {
  private GoJson() {}

  /// Compact, with the fields in their order.
  public static String text(Value value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Value value, StringBuilder out) {
    switch (value) {
      case Value.Null _ -> out.append("null");
      case Value.Bool(boolean bool) -> out.append(bool);
      case Value.Num(BigDecimal number) -> out.append(number(number));
      case Value.Str(String text) -> string(text, out);
      case Value.Masked _ ->
          throw new IllegalArgumentException("a masked value cannot be written to a cluster");
      case Value.Arr(List<Value> items) -> {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          write(items.get(i), out);
        }
        out.append(']');
      }
      case Value.Obj(Map<String, Value> fields) -> {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
          if (!first) {
            out.append(',');
          }
          first = false;
          string(field.getKey(), out);
          out.append(':');
          write(field.getValue(), out);
        }
        out.append('}');
      }
    }
  }

  /// Integers as they are; what has a fraction is a float64 to Go.
  private static String number(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    if (plain.scale() <= 0 && plain.precision() - plain.scale() <= 21) {
      return plain.toBigInteger().toString();
    }
    int exponent = plain.precision() - plain.scale() - 1;
    if (exponent >= -7 + 1 && exponent < 21) {
      return plain.toPlainString();
    }
    String digits = plain.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return (plain.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + "e"
        + (exponent < 0 ? "-" : "+")
        + Math.abs(exponent);
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        // What could end a script in HTML, or a line in JavaScript.
        case '<', '>', '&', '\u2028', '\u2029' -> out.append(escape(c));
        default -> {
          if (c < 0x20) {
            out.append(escape(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static String escape(char c) {
    return "\\u%04x".formatted((int) c);
  }
}
