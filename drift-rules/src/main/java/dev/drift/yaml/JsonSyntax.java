package dev.drift.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds where the values of a JSON file are written. The file has been read before, so that its
/// syntax and its depth are known to be right.
final class JsonSyntax {
  private final String text;
  private int at;

  private JsonSyntax(String text) {
    this.text = text;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  /// @param index which of the values of the file, counted from 0
  static Optional<Syntax> document(Text text, int index) {
    JsonSyntax json = new JsonSyntax(text.content());
    for (int i = 0; json.skipBlanks(); i++) {
      Syntax value = json.value();
      if (i == index) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /// Whether there is more.
  private boolean skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length();
  }

  private char next() {
    skipBlanks();
    return text.charAt(at);
  }

  private Syntax value() {
    return switch (next()) {
      case '{' -> mapping();
      case '[' -> sequence();
      case '"' -> string();
      default -> word();
    };
  }

  private Syntax.Mapping mapping() {
    int start = at++;
    List<Syntax.Entry> entries = new ArrayList<>();
    while (next() != '}') {
      Syntax.Scalar key = string();
      next();
      at++; // the colon
      entries.add(new Syntax.Entry(Optional.of(key.text()), key, value()));
      if (next() == ',') {
        at++;
      }
    }
    return new Syntax.Mapping(entries, true, Optional.empty(), start, start, ++at);
  }

  private Syntax.Sequence sequence() {
    int start = at++;
    List<Syntax> items = new ArrayList<>();
    while (next() != ']') {
      items.add(value());
      if (next() == ',') {
        at++;
      }
    }
    return new Syntax.Sequence(items, true, Optional.empty(), start, start, ++at);
  }

  private Syntax.Scalar string() {
    int start = at++;
    StringBuilder out = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escaped() : c);
    }
    return scalar(out.toString(), Syntax.Style.DOUBLE, start, ++at);
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private Syntax.Scalar word() {
    int start = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return scalar(text.substring(start, at), Syntax.Style.PLAIN, start, at);
  }

  private static Syntax.Scalar scalar(String text, Syntax.Style style, int start, int end) {
    return new Syntax.Scalar(text, style, Optional.empty(), Optional.empty(), start, start, end);
  }
}
