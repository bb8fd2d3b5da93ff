package dev.drift.model.value;

import dev.drift.model.value.Path.Element;
import dev.drift.model.value.Path.Field;
import dev.drift.model.value.Path.Index;
import dev.drift.model.value.Path.Member;
import dev.drift.model.value.Path.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The written form of a path.
///
/// Plain names stand as they are; everything else is quoted as in JSON, so that no key of a
/// ConfigMap can be taken for a step, a line end or a terminal code.
final class PathSyntax {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");
  private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");

  private final String text;
  private int at;

  PathSyntax(String text) {
    this.text = text;
  }

  static String print(Path path) {
    StringBuilder out = new StringBuilder();
    for (Element element : path.elements()) {
      switch (element) {
        case Field(String name) when PLAIN_NAME.matcher(name).matches() ->
            out.append(out.isEmpty() ? "" : ".").append(name);
        case Field(String name) -> out.append('[').append(quote(name)).append(']');
        case Index(int index) -> out.append('[').append(index).append(']');
        case Member(String value) -> out.append("[=").append(quote(value)).append(']');
        case Path.Key key -> printKey(key, out);
      }
    }
    return out.toString();
  }

  private static void printKey(Path.Key key, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (Part part : key.parts()) {
      out.append(separator);
      out.append(PLAIN_NAME.matcher(part.name()).matches() ? part.name() : quote(part.name()));
      out.append('=').append(printValue(part.value()));
      separator = ",";
    }
    if (key.occurrence() > 1) {
      out.append('#').append(key.occurrence());
    }
    out.append(']');
  }

  private static String printValue(Value value) {
    return switch (value) {
      case Value.Str(String s) when isPlainText(s) -> s;
      case Value.Str(String s) -> quote(s);
      case Value.Num(BigDecimal n) -> n.toPlainString();
      case Value.Bool(boolean b) -> Boolean.toString(b);
      case Value.Null _, Value.Masked _, Value.Arr _, Value.Obj _ ->
          throw new IllegalArgumentException("the value of a list key is a scalar");
    };
  }

  private static boolean isPlainText(String value) {
    return PLAIN_VALUE.matcher(value).matches() && !value.equals("true") && !value.equals("false");
  }

  static String quote(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isHidden(c)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /// Controls, line separators, marks without a shape, and halves of characters: those that stand
  /// outside the basic plane are written as two of these.
  private static boolean isHidden(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  Path parse() {
    List<Element> elements = new ArrayList<>();
    while (at < text.length()) {
      if (text.charAt(at) == '[') {
        elements.add(bracket());
      } else {
        if (!elements.isEmpty()) {
          expect('.');
        }
        elements.add(new Field(name()));
      }
    }
    return new Path(elements);
  }

  private Element bracket() {
    expect('[');
    Element element;
    char c = peek();
    if (c == '=') {
      at++;
      element = new Member(quoted());
    } else if (Character.isDigit(c)) {
      element = new Index(number());
    } else if (c == '"') {
      String name = quoted();
      element = peek() == '=' ? key(name) : new Field(name);
    } else {
      element = key(name());
    }
    expect(']');
    return element;
  }

  private Path.Key key(String first) {
    List<Part> parts = new ArrayList<>();
    String name = first;
    while (true) {
      expect('=');
      parts.add(new Part(name, value()));
      if (peek() != ',') {
        break;
      }
      at++;
      name = peek() == '"' ? quoted() : name();
    }
    int occurrence = 1;
    if (peek() == '#') {
      at++;
      occurrence = number();
    }
    return new Path.Key(parts, occurrence);
  }

  private Value value() {
    if (peek() == '"') {
      return Value.of(quoted());
    }
    int start = at;
    while (at < text.length() && ",]#".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.equals("true") || word.equals("false")) {
      return Value.of(Boolean.parseBoolean(word));
    }
    if (isPlainText(word)) {
      return Value.of(word);
    }
    try {
      return new Value.Num(new BigDecimal(word));
    } catch (NumberFormatException e) {
      throw wrong("a value", start);
    }
  }

  private String name() {
    var matcher = PLAIN_NAME.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong("a name", at);
    }
    at = matcher.end();
    return matcher.group();
  }

  private int number() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    try {
      return Integer.parseInt(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw wrong("a number", start);
    }
  }

  private String quoted() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw wrong("four hexadecimal digits", at);
        }
        try {
          char code = (char) Integer.parseInt(text.substring(at, at + 4), 16);
          at += 4;
          yield code;
        } catch (NumberFormatException e) {
          throw wrong("four hexadecimal digits", at);
        }
      }
      default -> c;
    };
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more", at);
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("'" + c + "'", at);
    }
    at++;
  }

  /// Not by a format: some ask whether a text is a path, and loading a locale takes longer.
  private IllegalArgumentException wrong(String expected, int position) {
    String column = " at column " + (position + 1);
    return new IllegalArgumentException(
        "not a path: expected " + expected + column + " of " + quote(text));
  }
}
