package dev.drift.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON document, as an API server writes it.
final class JsonParser {
  private final String text;
  private int position;

  JsonParser(String text) {
    this.text = text;
  }

  Json document() {
    Json value = value();
    skipSpace();
    if (position < text.length()) {
      throw unexpected("the end");
    }
    return value;
  }

  private Json value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> fields();
      case '[' -> items();
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Flag(true));
      case 'f' -> word("false", new Json.Flag(false));
      case 'n' -> word("null", new Json.Nothing());
      default -> number();
    };
  }

  private Json fields() {
    Map<String, Json> fields = new LinkedHashMap<>();
    position++;
    while (!closes('}', fields.isEmpty())) {
      skipSpace();
      String key = string();
      skipSpace();
      expect(':');
      fields.put(key, value());
    }
    return new Json.Fields(fields);
  }

  private Json items() {
    List<Json> items = new ArrayList<>();
    position++;
    while (!closes(']', items.isEmpty())) {
      items.add(value());
    }
    return new Json.Items(items);
  }

  private boolean closes(char end, boolean first) {
    skipSpace();
    if (peek() == end) {
      position++;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      char each = text.charAt(position++);
      value.append(each == '\\' ? escaped() : each);
    }
    position++;
    return value.toString();
  }

  private char escaped() {
    char kind = peek();
    position++;
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        position += 4;
        yield (char) Integer.parseInt(text.substring(position - 4, position), 16);
      }
      default -> kind;
    };
  }

  private Json number() {
    int start = position;
    while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    if (start == position) {
      throw unexpected("a value");
    }
    return new Json.Number(new BigDecimal(text.substring(start, position)));
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, position)) {
      throw unexpected(word);
    }
    position += word.length();
    return value;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "'");
    }
    position++;
  }

  private char peek() {
    if (position >= text.length()) {
      throw unexpected("more");
    }
    return text.charAt(position);
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private ControlPlaneException unexpected(String wanted) {
    return new ControlPlaneException(
        "The API server's answer is not JSON: expected " + wanted + " at offset " + position + ".");
  }
}
