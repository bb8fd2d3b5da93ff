package dev.drift.secret.text;

import dev.drift.secret.name.SecretNames;
import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Secrets in XML: elements of secret names with all that they hold, the `<name>` with `<value>` of
/// Hadoop's site files, in either order, and attributes. Names are read without comments, and
/// without escapes by who asks with an unescaped text.
final class SecretMarkup {
  private static final String CDATA = "<![CDATA[";
  private static final int LONGEST_TAG = 4096;
  private static final int DEEPEST = 256;

  private final String text;
  private final Spans spans;
  private final Deque<Element> open = new ArrayDeque<>();

  /// An element that is not closed yet.
  private static final class Element {
    private final String name;
    private final int content;
    private boolean secret;
    private boolean leaf = true;

    /// Whether a `<name>` in it announces a secret.
    private boolean secretNamed;

    private Spans.Span value = new Spans.Span(0, 0);

    Element(String name, int content, boolean secret) {
      this.name = name;
      this.content = content;
      this.secret = secret;
    }
  }

  private SecretMarkup(String text, Spans spans) {
    this.text = text;
    this.spans = spans;
  }

  static void find(String text, Spans spans) {
    if (text.contains("</") || text.contains("/>")) {
      new SecretMarkup(text, spans).find();
    }
  }

  private void find() {
    int at = text.indexOf('<');
    while (at >= 0) {
      int next = at + 1;
      if (text.startsWith("!--", next)) {
        next = behind("-->", at);
      } else if (text.startsWith(CDATA, at)) {
        next = behind("]]>", at);
      } else if (text.startsWith("/", next)) {
        next = end(at);
      } else if (next < text.length() && isName(text.charAt(next))) {
        next = start(at);
      }
      at = text.indexOf('<', next);
    }
    while (!open.isEmpty()) {
      close(open.pop(), text.length()); // the text was cut
    }
  }

  private int behind(String closing, int from) {
    int end = text.indexOf(closing, from);
    return end < 0 ? text.length() : end + closing.length();
  }

  private static boolean isName(char c) {
    return Scan.isNameChar(c) || c == ':';
  }

  private int nameEnd(int from) {
    int end = from;
    while (end < text.length() && isName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private String name(int from, int end) {
    String name = text.substring(Math.max(from, end - SecretNames.LONGEST), end);
    return name.substring(name.lastIndexOf(':') + 1);
  }

  /// @return where to look further
  private int start(int at) {
    int nameEnd = nameEnd(at + 1);
    int last = Math.min(text.length(), nameEnd + LONGEST_TAG);
    int close = nameEnd;
    char quote = '\0';
    while (close < last && (quote != '\0' || text.charAt(close) != '>')) {
      char c = text.charAt(close);
      if (quote == '\0' && c == '<') {
        return close;
      }
      quote = quote == c ? '\0' : quote == '\0' && (c == '"' || c == '\'') ? c : quote;
      close++;
    }
    if (close >= last) {
      return nameEnd;
    }
    String name = name(at + 1, nameEnd);
    boolean secret = SecretNames.announceSecret(name);
    Element parent = open.peek();
    if (parent != null) {
      parent.leaf = false;
      secret |= parent.secret && !SecretNames.describeSecret(name);
    }
    secret |= attributes(nameEnd, close, secret);
    if (text.charAt(close - 1) != '/' && open.size() < DEEPEST) {
      open.push(new Element(name, close + 1, secret));
    }
    return close + 1;
  }

  /// @return whether an attribute says that the element is named as a secret
  private boolean attributes(int from, int to, boolean secretElement) {
    boolean named = false;
    Spans.Span value = new Spans.Span(0, 0);
    int at = from;
    while (at < to) {
      int start = at;
      int end = Math.min(to, nameEnd(at));
      if (end == start) {
        at++;
        continue;
      }
      int sign = Scan.skipWhite(text, end);
      int open = sign < to && text.charAt(sign) == '=' ? Scan.skipWhite(text, sign + 1) : to;
      if (open >= to || (text.charAt(open) != '"' && text.charAt(open) != '\'')) {
        at = end;
        continue;
      }
      int close = text.indexOf(text.charAt(open), open + 1);
      close = close < 0 || close > to ? to : close;
      String name = name(start, end);
      switch (name) {
        case "name", "key", "id", "property" ->
            named |=
                close - open <= SecretNames.LONGEST
                    && SecretNames.announceSecret(text.substring(open + 1, close));
        case "value", "default", "val" -> value = new Spans.Span(open + 1, close);
        default -> {
          if (SecretNames.announceSecret(name)) {
            spans.add(open + 1, close);
          }
        }
      }
      at = Math.max(close, end);
    }
    if (named || secretElement) {
      spans.add(value);
    }
    return named;
  }

  /// @return where to look further
  private int end(int at) {
    String name = name(at + 2, nameEnd(at + 2));
    if (open.stream().noneMatch(element -> element.name.equals(name))) {
      return at + 2;
    }
    while (!open.isEmpty()) {
      Element element = open.pop();
      close(element, at);
      if (element.name.equals(name)) {
        break;
      }
    }
    return at + 2;
  }

  private void close(Element element, int end) {
    Element parent = open.peek();
    Spans.Span content = content(element.content, end);
    if (element.leaf) {
      leaf(element, parent, content);
    }
    if (element.secretNamed) {
      spans.add(element.value);
    }
  }

  private void leaf(Element element, @Nullable Element parent, Spans.Span content) {
    switch (element.name) {
      case "name", "key", "Name", "Key", "param-name" -> {
        if (parent != null) {
          String name = bare(content);
          parent.secretNamed |=
              name.length() <= SecretNames.LONGEST && SecretNames.announceSecret(name);
          return;
        }
      }
      case "value", "Value", "param-value" -> {
        if (parent != null) {
          parent.value = content;
        }
      }
      default -> {}
    }
    if (element.secret) {
      spans.add(content);
    }
  }

  /// Without comments.
  private String bare(Spans.Span content) {
    String name =
        text.substring(content.start(), Math.min(content.end(), content.start() + LONGEST_TAG));
    int open = name.indexOf("<!--");
    while (open >= 0) {
      int close = name.indexOf("-->", open);
      name = name.substring(0, open) + (close < 0 ? "" : name.substring(close + 3));
      open = name.indexOf("<!--");
    }
    return name.strip();
  }

  /// What an element holds, or a CDATA section holds that is all of it.
  private Spans.Span content(int from, int to) {
    int start = Math.min(Scan.skipWhite(text, from), to);
    int end = Scan.trimmed(text, start, to);
    boolean section =
        text.startsWith(CDATA, start)
            && text.startsWith("]]>", end - 3)
            && text.indexOf("]]>", start) == end - 3;
    return section ? new Spans.Span(start + CDATA.length(), end - 3) : new Spans.Span(start, end);
  }
}
