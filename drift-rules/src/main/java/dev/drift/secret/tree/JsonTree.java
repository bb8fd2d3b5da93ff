package dev.drift.secret.tree;

import dev.drift.model.value.Fields;
import dev.drift.model.value.Value;
import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads JSON and what is written like it: JSON5, HOCON, lines of JSON. Reads more than any program
/// does, because it only looks for secrets.
final class JsonTree {
  private static final int LONGEST_NUMBER = 40;

  private final String text;
  private final IdentityHashMap<Value, TextTree.Place> scalars = new IdentityHashMap<>();
  private final IdentityHashMap<Value, List<Spans.Span>> names = new IdentityHashMap<>();
  private int at;

  /// The text is not of this kind.
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("", null, false, false);
    }
  }

  private JsonTree(String text) {
    this.text = text;
  }

  static Optional<TextTree> read(String text) {
    JsonTree tree = new JsonTree(text);
    try {
      List<Value> roots = new ArrayList<>();
      tree.skip();
      boolean bare = tree.at < text.length() && "{[".indexOf(text.charAt(tree.at)) < 0;
      if (bare) {
        roots.add(tree.object('\0', 0));
      }
      while (tree.at < text.length()) {
        char c = text.charAt(tree.at);
        if (c != '{' && c != '[') {
          return Optional.empty();
        }
        roots.add(tree.value(0));
        tree.skip();
      }
      return Optional.of(TextTree.of(roots, tree.scalars, tree.names));
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  private Value value(int depth) throws Unreadable {
    if (depth > TextTree.DEEPEST || at >= text.length()) {
      throw new Unreadable();
    }
    return switch (text.charAt(at)) {
      case '{' -> {
        at++;
        yield object('}', depth);
      }
      case '[' -> {
        at++;
        yield array(depth);
      }
      case '"', '\'' -> string();
      default -> bare();
    };
  }

  /// @param close what ends it; NUL for the end of the text
  private Value object(char close, int depth) throws Unreadable {
    Fields fields = new Fields();
    Fields firsts = new Fields();
    List<Spans.Span> places = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Value> doubled = new ArrayList<>();
    skip();
    while (at < text.length() && text.charAt(at) != close) {
      int start = at;
      Value name = name();
      String field = ((Value.Str) name).value();
      TextTree.Place named = scalars.get(name);
      Spans.Span place = named == null ? new Spans.Span(start, start) : named.span();
      skip();
      char sign = at < text.length() ? text.charAt(at) : '\0';
      if (sign == ':' || sign == '=' || text.startsWith("+=", at)) {
        at += sign == '+' ? 2 : 1;
        skip();
      } else if (sign != '{') {
        throw new Unreadable();
      }
      Value value = value(depth + 1);
      if (seen.add(field)) {
        fields.put(field, value);
        firsts.put(field, value);
        places.add(place);
      } else {
        // Programs do not agree on which one counts.
        doubled.add(doubled(field, value, place));
      }
      skip();
    }
    if (close != '\0') {
      if (at >= text.length()) {
        throw new Unreadable();
      }
      at++;
    }
    Value.Obj object = fields.object();
    names.put(object, places);
    if (doubled.isEmpty()) {
      return object;
    }
    doubled.addFirst(object);
    return new Value.Arr(doubled);
  }

  private Value doubled(String field, Value value, Spans.Span place) {
    Fields alone = new Fields();
    alone.put(field, value);
    Value.Obj object = alone.object();
    names.put(object, List.of(place));
    return object;
  }

  private Value array(int depth) throws Unreadable {
    List<Value> items = new ArrayList<>();
    skip();
    while (at < text.length() && text.charAt(at) != ']') {
      items.add(value(depth + 1));
      skip();
    }
    if (at >= text.length()) {
      throw new Unreadable();
    }
    at++;
    return new Value.Arr(items);
  }

  private Value name() throws Unreadable {
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      return string();
    }
    int start = at;
    while (at < text.length()
        && (Scan.isNameChar(text.charAt(at)) || "/$@*".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at == start) {
      throw new Unreadable();
    }
    return scalar(new Value.Str(text.substring(start, at)), start, at, null);
  }

  private Value string() throws Unreadable {
    char quote = text.charAt(at);
    String triple = String.valueOf(quote).repeat(3);
    if (text.startsWith(triple, at)) {
      int start = at + 3;
      int end = text.indexOf(triple, start);
      if (end < 0) {
        throw new Unreadable();
      }
      at = end + 3;
      return scalar(new Value.Str(text.substring(start, end)), start, end, null);
    }
    int start = at + 1;
    int end = start;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw new Unreadable();
    }
    at = end + 1;
    Unquoted read = Unquoted.of(text, start, end);
    return scalar(new Value.Str(read.text()), start, end, read.places());
  }

  /// A number, a word, or what HOCON lets stand without quotes.
  private Value bare() throws Unreadable {
    int start = at;
    int reference = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '{' && at > start && text.charAt(at - 1) == '$') {
        reference++;
      } else if (c == '}' && reference > 0) {
        reference--;
      } else if (",\n\r}]{[\"".indexOf(c) >= 0 || (c == '#' && text.charAt(at - 1) <= ' ')) {
        break;
      }
      at++;
    }
    if (at < text.length() && "{[\"".indexOf(text.charAt(at)) >= 0) {
      throw new Unreadable();
    }
    int end = Scan.trimmed(text, start, at);
    if (end == start) {
      throw new Unreadable();
    }
    String word = text.substring(start, end);
    if (word.contains(": ") || word.contains(" = ")) {
      throw new Unreadable(); // a line of YAML or properties
    }
    return scalar(typed(word), start, end, null);
  }

  static Value typed(String word) {
    if (word.equals("true") || word.equals("false")) {
      return new Value.Bool(word.equals("true"));
    }
    if (word.length() <= LONGEST_NUMBER && !word.isEmpty()) {
      char first = word.charAt(0);
      if ((first >= '0' && first <= '9') || first == '-') {
        try {
          return new Value.Num(new BigDecimal(word));
        } catch (NumberFormatException e) {
          return new Value.Str(word);
        }
      }
    }
    return new Value.Str(word);
  }

  private Value scalar(Value value, int start, int end, int @Nullable [] characters) {
    int[] places = characters;
    if (places == null && value instanceof Value.Str) {
      places = new int[end - start + 1];
      Arrays.setAll(places, i -> start + i);
    }
    scalars.put(value, new TextTree.Place(new Spans.Span(start, end), places));
    return value;
  }

  /// Over white space, commas and comments.
  private void skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c <= ' ' || c == ',' || c == '\uFEFF') {
        at++;
      } else if (c == '#' || text.startsWith("//", at)) {
        at = Scan.lineEnd(text, at);
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at);
        at = end < 0 ? text.length() : end + 2;
      } else {
        return;
      }
    }
  }
}
