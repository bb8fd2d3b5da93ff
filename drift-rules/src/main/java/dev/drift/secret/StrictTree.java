package dev.drift.secret;

import dev.drift.model.value.Value;
import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import dev.drift.secret.tree.TextTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/// A text that was read as values, at the strict level: its punctuation, its names and its harmless
/// values stay.
final class StrictTree {
  /// A stretch of the text.
  private record Part(Spans.Span span, boolean shown) {}

  private final String text;
  private final TextTree tree;
  private final Predicate<String> isName;

  /// Puts a mask in place of a value.
  private final BinaryOperator<String> mask;

  private final Map<Integer, Part> parts = new TreeMap<>();

  /// @param mask makes of a name and a value what is shown of the value
  StrictTree(String text, TextTree tree, Predicate<String> isName, BinaryOperator<String> mask) {
    this.text = text;
    this.tree = tree;
    this.isName = isName;
    this.mask = mask;
  }

  String masked() {
    tree.roots().forEach(root -> walk("", root));
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    for (Part part : parts.values()) {
      if (part.span().start() < done) {
        continue;
      }
      gap(done, part.span().start(), out);
      String value = text.substring(part.span().start(), part.span().end());
      out.append(part.shown() ? value : mask.apply("", value));
      done = part.span().end();
    }
    gap(done, text.length(), out);
    return out.toString();
  }

  private void walk(String name, Value value) {
    switch (value) {
      case Value.Obj object -> {
        List<Spans.Span> names = tree.names().getOrDefault(object, List.of());
        for (int i = 0; i < object.size(); i++) {
          if (i < names.size()) {
            add(names.get(i), isName.test(object.name(i)));
          }
          walk(object.name(i), object.value(i));
        }
      }
      case Value.Arr(List<Value> items) -> items.forEach(item -> walk(name, item));
      case Value.Str(String scalar) -> place(name, value, scalar);
      case Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> {}
    }
  }

  private void place(String name, Value value, String scalar) {
    TextTree.Place place = tree.scalars().get(value);
    if (place != null) {
      add(place.span(), mask.apply(name, scalar).equals(scalar));
    }
  }

  /// What stands at two places by an alias is shown if both may show it.
  private void add(Spans.Span span, boolean shown) {
    if (!span.isEmpty()) {
      parts.merge(
          span.start(),
          new Part(span, shown),
          (one, other) -> new Part(span, one.shown() && other.shown()));
    }
  }

  /// What stands between values: signs, and comments.
  private void gap(int from, int to, StringBuilder out) {
    int at = from;
    while (at < to) {
      int comment = comment(at, to);
      out.append(text, at, comment);
      if (comment >= to) {
        return;
      }
      int end = text.startsWith("/*", comment) ? text.indexOf("*/", comment) : -1;
      end = Math.min(to, end < 0 ? Scan.lineEnd(text, comment) : end);
      int start =
          Math.min(end, Scan.skipBlanks(text, comment + (text.charAt(comment) == '#' ? 1 : 2)));
      int last = Scan.trimmed(text, start, end);
      out.append(text, comment, start);
      if (start < last) {
        out.append(mask.apply("", text.substring(start, last)));
      }
      out.append(text, last, end);
      at = end;
    }
  }

  private int comment(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '#'
          || (c == '/' && i + 1 < to && (text.startsWith("//", i) || text.startsWith("/*", i)))) {
        return i;
      }
    }
    return to;
  }
}
